package dev.memorysystem.operator.certificate;

import dev.memorysystem.operator.cluster.Trouble;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What the Secrets hold now, in every replica: watched, never written. */
public final class ServedCertificates implements AutoCloseable {

  private final SharedIndexInformer<Secret> webhook;
  private final Optional<SharedIndexInformer<Secret>> collector;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public ServedCertificates(KubernetesClient client, CertificateSettings names) {
    this.webhook = informer(client, names.namespace(), names.webhookSecret());
    this.collector =
        names.identity()
            ? Optional.of(informer(client, names.namespace(), names.collectorSecret()))
            : Optional.empty();
  }

  /** A certificate with those above it, and its key, PEM. */
  public record Serving(String certificates, String key) {
    @Override
    public String toString() {
      return "Serving[key withheld]";
    }
  }

  public void start() {
    informers().forEach(SharedIndexInformer::start);
  }

  /**
   * @param listener called when something changed; must be quick
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** What the webhook is to serve with; empty until the leader has made it. */
  public Optional<Serving> webhook() {
    return contents(webhook)
        .flatMap(
            contents ->
                contents
                    .text(ServingSecret.CERTIFICATE)
                    .flatMap(
                        certificates ->
                            contents
                                .text(ServingSecret.KEY)
                                .map(key -> new Serving(certificates, key))));
  }

  /** PEM of those who may sign the collector's certificate; empty until known, or not used. */
  public Optional<String> collectorAuthorities() {
    return collector
        .flatMap(ServedCertificates::contents)
        .flatMap(contents -> contents.text(ServingSecret.AUTHORITIES));
  }

  @Override
  public void close() {
    informers().forEach(SharedIndexInformer::stop);
  }

  private Stream<SharedIndexInformer<Secret>> informers() {
    return Stream.concat(Stream.of(webhook), collector.stream());
  }

  private static Optional<ReleaseSecret.Contents> contents(SharedIndexInformer<Secret> informer) {
    return informer.getStore().list().stream().findFirst().map(ReleaseSecret.Contents::new);
  }

  /** Of one Secret by its name: the right to others is not needed. */
  private SharedIndexInformer<Secret> informer(
      KubernetesClient client, String namespace, String name) {
    Trouble trouble =
        new Trouble("watch Secret %s/%s".formatted(namespace, name), Clock.systemUTC());
    return client
        .secrets()
        .inNamespace(namespace)
        .withName(name)
        .runnableInformer(0)
        .addEventHandler(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(Secret added) {
                listeners.forEach(Runnable::run);
              }

              @Override
              public void onUpdate(Secret before, Secret after) {
                listeners.forEach(Runnable::run);
              }

              @Override
              public void onDelete(Secret deleted, boolean finalStateUnknown) {
                listeners.forEach(Runnable::run);
              }
            })
        .exceptionHandler(
            (started, problem) -> {
              trouble.with(problem);
              return true;
            });
  }
}

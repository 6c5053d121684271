package dev.memorysystem.operator.cluster;

import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.injection.Names;
import dev.memorysystem.operator.webhook.WebhookServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The operator's picture of the cluster, kept by informers. Pods are watched only in namespaces
 * that are labelled or have a profile. Reading it never calls the API server.
 */
@Singleton
public final class Cluster {
  private static final Logger LOG = Logger.getLogger(Cluster.class);

  /** How soon a deleted definition is noticed. Chosen: a request with next to no answer. */
  private static final int ASK_SECONDS = 15;

  private final KubernetesClient client;
  private final ExcludedNamespaces excluded;
  private final SharedIndexInformer<Namespace> namespaces;
  private final SharedIndexInformer<MemoryProfile> profiles;
  private final SharedIndexInformer<CronJob> cronJobs;
  private final SharedIndexInformer<LimitRange> limitRanges;
  private final Clock clock;
  private final Trouble noProfiles;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("definition").factory());
  private final Map<String, SharedIndexInformer<Pod>> pods = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  Cluster(KubernetesClient client, ExcludedNamespaces excluded, Clock clock) {
    this.client = client;
    this.excluded = excluded;
    this.clock = clock;
    this.noProfiles = trouble("MemoryProfiles");
    this.namespaces = informer(client.namespaces(), Trim::namespace, trouble("Namespaces"));
    this.profiles =
        informer(
            client.resources(MemoryProfile.class).inAnyNamespace(), Trim::metadata, noProfiles);
    this.cronJobs =
        informer(
            client.batch().v1().cronjobs().inAnyNamespace(), Trim::cronJob, trouble("CronJobs"));
    this.limitRanges =
        informer(client.limitRanges().inAnyNamespace(), Trim::metadata, trouble("LimitRanges"));
  }

  void start(@Observes @Priority(1) StartupEvent started) {
    namespaces.addEventHandler(handler(namespace -> namespace.getMetadata().getName()));
    profiles.addEventHandler(handler(profile -> profile.getMetadata().getNamespace()));
    List.of(namespaces, profiles, cronJobs, limitRanges).forEach(SharedIndexInformer::start);
    timer.scheduleWithFixedDelay(this::askForProfiles, ASK_SECONDS, ASK_SECONDS, TimeUnit.SECONDS);
  }

  /** After the webhook, which reads it to the end. */
  void stop(@Observes @Priority(WebhookServer.STOP + 1) ShutdownEvent stopping) {
    timer.shutdownNow();
    pods.values().forEach(SharedIndexInformer::stop);
    List.of(namespaces, profiles, cronJobs, limitRanges).forEach(SharedIndexInformer::stop);
  }

  /**
   * @param listener told the namespace in which something changed; must be quick
   */
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  /**
   * Whether everything but pods has been listed once: what the webhook needs. Where MemoryProfiles
   * are not defined, there are none.
   */
  public boolean isSynced() {
    return (profiles.hasSynced() || isMissingDefinition())
        && List.of(namespaces, cronJobs, limitRanges).stream()
            .allMatch(SharedIndexInformer::hasSynced);
  }

  /** Whether the cluster knows no MemoryProfiles: their definition was deleted. */
  public boolean isMissingDefinition() {
    return noProfiles.isMissing();
  }

  /**
   * An informer whose watch ends, as it does when the definition is deleted, tries to watch again
   * and says nothing of it.
   */
  private void askForProfiles() {
    try {
      client
          .resources(MemoryProfile.class)
          .inAnyNamespace()
          .list(new ListOptionsBuilder().withLimit(1L).build());
      noProfiles.isOver();
    } catch (RuntimeException e) {
      noProfiles.with(e);
    }
  }

  public Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(namespaces.getStore().getByKey(name));
  }

  /** Whether new pods of the namespace reach the webhook. */
  public boolean isInjected(String namespace) {
    return !excluded.contains(namespace) && namespace(namespace).filter(this::labelled).isPresent();
  }

  public List<MemoryProfile> profiles() {
    return profiles.getStore().list();
  }

  public List<MemoryProfile> profiles(String namespace) {
    return in(profiles, namespace);
  }

  /** Namespaces whose pods are known, all of them. */
  public Collection<String> podNamespaces() {
    return pods.entrySet().stream()
        .filter(watched -> watched.getValue().hasSynced())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Empty for a namespace that is neither labelled nor has a profile. */
  public List<Pod> pods(String namespace) {
    SharedIndexInformer<Pod> informer = pods.get(namespace);
    return informer == null ? List.of() : informer.getStore().list();
  }

  boolean hasCronJob(String namespace, String name) {
    return cronJobs.getStore().getByKey(namespace + "/" + name) != null;
  }

  List<LimitRange> limitRanges(String namespace) {
    return in(limitRanges, namespace);
  }

  private boolean labelled(Namespace namespace) {
    Map<String, String> labels = namespace.getMetadata().getLabels();
    return labels != null && Names.ENABLED.equals(labels.get(Names.INJECTION_LABEL));
  }

  private void changed(String namespace) {
    watchPodsWhereNeeded(namespace);
    listeners.forEach(listener -> listener.accept(namespace));
  }

  private synchronized void watchPodsWhereNeeded(String namespace) {
    boolean needed = isInjected(namespace) || !profiles(namespace).isEmpty();
    SharedIndexInformer<Pod> running = pods.get(namespace);
    if (needed && running == null) {
      LOG.infof("watching the pods of namespace %s", namespace);
      SharedIndexInformer<Pod> informer =
          informer(
              client.pods().inNamespace(namespace), Trim::pod, trouble("the pods of " + namespace));
      informer.addEventHandler(handler(pod -> namespace));
      pods.put(namespace, informer);
      informer.start();
    } else if (!needed && running != null) {
      LOG.infof("no longer watching the pods of namespace %s", namespace);
      pods.remove(namespace);
      running.stop();
    }
  }

  private static <T extends HasMetadata> List<T> in(
      SharedIndexInformer<T> informer, String namespace) {
    return informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace);
  }

  /** Tries again for ever, also when the first list fails: the API server may be away. */
  private static <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>>
      SharedIndexInformer<T> informer(
          FilterWatchListDeletable<T, L, R> resources, Consumer<T> trim, Trouble trouble) {
    return resources
        .runnableInformer(0)
        .itemStore(new TrimmedStore<>(trim))
        .addEventHandler(heard(trouble))
        .exceptionHandler(
            (started, problem) -> {
              trouble.with(problem);
              return true;
            });
  }

  private Trouble trouble(String what) {
    return new Trouble("list or watch " + what, clock);
  }

  private static <T extends HasMetadata> ResourceEventHandler<T> heard(Trouble trouble) {
    return new ResourceEventHandler<>() {
      @Override
      public void onNothing() {
        trouble.isOver();
      }

      @Override
      public void onAdd(T added) {
        trouble.isOver();
      }

      @Override
      public void onUpdate(T before, T after) {
        trouble.isOver();
      }

      @Override
      public void onDelete(T deleted, boolean finalStateUnknown) {
        trouble.isOver();
      }
    };
  }

  private <T extends HasMetadata> ResourceEventHandler<T> handler(Function<T, String> namespace) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T added) {
        changed(namespace.apply(added));
      }

      @Override
      public void onUpdate(T before, T after) {
        changed(namespace.apply(after));
      }

      @Override
      public void onDelete(T deleted, boolean finalStateUnknown) {
        changed(namespace.apply(deleted));
      }
    };
  }
}

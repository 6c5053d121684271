package dev.memorysystem.operator;

import dev.memorysystem.crd.MemoryProfile;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What the leader does about the installation itself: it brings the definition of MemoryProfile to
 * this version, which Helm does at the first installation and never again, and never back to an
 * older one; and it ties its Lease to the release, so that an uninstall takes that along too.
 */
@Singleton
public final class Installation {
  private static final Logger LOG = Logger.getLogger(Installation.class);
  private static final String DEFINITION = "/crds/memoryprofiles.memory-system.dev-v1.yml";
  private static final String MANAGER = "memory-system-operator";
  private static final int TRIES = 10;

  private final KubernetesClient client;
  private final OperatorConfig config;

  Installation(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  /** What fails is logged and left: the operator works without. */
  public void settle() {
    if (config.crdUpgrade()) {
      attempt(
          "bring the definition of MemoryProfile to this version", () -> upgradeDefinition(TRIES));
    }
    attempt("make the Lease go with the release", this::ownLease);
  }

  /**
   * @param more tries, when it changes meanwhile
   */
  private void upgradeDefinition(int more) {
    CustomResourceDefinition ours = definition();
    String name = ours.getMetadata().getName();
    CustomResourceDefinition stored =
        client.apiextensions().v1().customResourceDefinitions().withName(name).get();
    if (stored == null) {
      LOG.warnf(
          "%s is missing; bring it back: helm show crds CHART | kubectl apply --server-side -f -",
          name);
      return;
    }
    if (isNewer(stored, ours)) {
      LOG.infof(
          "%s is of version %s, newer than this operator (%s): left as it is",
          name, version(stored).orElseThrow(), version(ours).orElseThrow());
      return;
    }
    // Someone may change it in between: a newer operator, or the API server its status.
    ours.getMetadata().setResourceVersion(stored.getMetadata().getResourceVersion());
    CustomResourceDefinition applied;
    try {
      applied = client.resource(ours).fieldManager(MANAGER).forceConflicts().serverSideApply();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT && more > 0) {
        upgradeDefinition(more - 1);
        return;
      }
      throw e;
    }
    if (!Objects.equals(
        stored.getMetadata().getGeneration(), applied.getMetadata().getGeneration())) {
      LOG.infof("brought %s to this version", name);
    }
  }

  /**
   * Fields that the older definition lacks would be lost from every profile. One without a version
   * is of 0.1.0.
   */
  private static boolean isNewer(CustomResourceDefinition stored, CustomResourceDefinition ours) {
    return version(stored)
        .filter(there -> there.compareTo(version(ours).orElseThrow()) > 0)
        .isPresent();
  }

  /** Empty also when it is none. */
  private static Optional<Version> version(CustomResourceDefinition definition) {
    return Optional.ofNullable(definition.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(MemoryProfile.DEFINITION_VERSION))
        .flatMap(
            text -> {
              try {
                return Optional.of(Version.parse(text));
              } catch (IllegalArgumentException e) {
                return Optional.empty();
              }
            });
  }

  private CustomResourceDefinition definition() {
    try (InputStream yaml = Installation.class.getResourceAsStream(DEFINITION)) {
      return client
          .getKubernetesSerialization()
          .unmarshal(Objects.requireNonNull(yaml, DEFINITION), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + DEFINITION, e);
    }
  }

  /** The owner is the webhook's Secret: an object of the release that the operator may read. */
  private void ownLease() {
    Secret secret =
        client.secrets().inNamespace(config.namespace()).withName(config.webhookSecret()).get();
    var lease = client.leases().inNamespace(config.namespace()).withName(config.lease());
    if (secret == null || lease.get() == null) {
      return;
    }
    OwnerReference owner =
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Secret")
            .withName(secret.getMetadata().getName())
            .withUid(secret.getMetadata().getUid())
            .build();
    lease.edit(
        stored ->
            new LeaseBuilder(stored)
                .editMetadata()
                .withOwnerReferences(owner)
                .endMetadata()
                .build());
  }

  private static void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warnf("cannot %s: %s", what, e.getMessage());
    }
  }
}

package dev.memorysystem.operator;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * What the leader does about the installation itself: it brings the definition of MemoryProfile to
 * this version, which Helm does at the first installation and never again; and it ties its Lease to
 * the release, so that an uninstall takes that along too.
 */
@Singleton
public final class Installation {
  private static final Logger LOG = Logger.getLogger(Installation.class);
  private static final String DEFINITION = "/crds/memoryprofiles.memory-system.dev-v1.yml";
  private static final String MANAGER = "memory-system-operator";

  private final KubernetesClient client;
  private final OperatorConfig config;

  Installation(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  /** What fails is logged and left: the operator works without. */
  public void settle() {
    if (config.crdUpgrade()) {
      attempt("bring the definition of MemoryProfile to this version", this::upgradeDefinition);
    }
    attempt("make the Lease go with the release", this::ownLease);
  }

  private void upgradeDefinition() {
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
    CustomResourceDefinition applied =
        client.resource(ours).fieldManager(MANAGER).forceConflicts().serverSideApply();
    if (!Objects.equals(
        stored.getMetadata().getGeneration(), applied.getMetadata().getGeneration())) {
      LOG.infof("brought %s to this version", name);
    }
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

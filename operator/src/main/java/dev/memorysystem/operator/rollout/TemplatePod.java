package dev.memorysystem.operator.rollout;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pod a controller would make of a template. */
final class TemplatePod {
  private static final String TEMPLATE_HASH = "pod-template-hash";

  private TemplatePod() {}

  /**
   * @param sample a pod of the workload: says whose it is
   */
  static Pod of(ManagedWorkload workload, Pod sample) {
    ObjectMeta template =
        Objects.requireNonNullElseGet(workload.template().getMetadata(), ObjectMeta::new);
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(workload.object().getMetadata().getNamespace())
            .withGenerateName(workload.object().getMetadata().getName() + "-")
            .withLabels(template.getLabels())
            .withAnnotations(template.getAnnotations())
            .withOwnerReferences(owners(sample))
            .endMetadata()
            .withSpec(workload.template().getSpec());
    Map<String, String> labels = sample.getMetadata().getLabels();
    if (labels != null && labels.containsKey(TEMPLATE_HASH)) {
      pod.editMetadata().addToLabels(TEMPLATE_HASH, labels.get(TEMPLATE_HASH)).endMetadata();
    }
    if (isBlank(pod.buildSpec().getServiceAccountName())
        && !isBlank(sample.getSpec().getServiceAccountName())) {
      // As the API server does here before it calls a webhook.
      pod.editSpec().withServiceAccountName("default").endSpec();
    }
    if (!workload.claims().isEmpty()) {
      List<String> claims =
          workload.claims().stream().map(claim -> claim.getMetadata().getName()).toList();
      pod.editSpec()
          .removeMatchingFromVolumes(volume -> claims.contains(volume.getName()))
          .addAllToVolumes(
              workload.claims().stream().map(claim -> volume(claim, workload)).toList())
          .endSpec();
    }
    return pod.build();
  }

  private static boolean isBlank(@Nullable String name) {
    return name == null || name.isBlank();
  }

  private static Volume volume(PersistentVolumeClaim claim, ManagedWorkload workload) {
    String name = claim.getMetadata().getName();
    return new VolumeBuilder()
        .withName(name)
        .withNewPersistentVolumeClaim()
        .withClaimName(name + "-" + workload.object().getMetadata().getName() + "-0")
        .endPersistentVolumeClaim()
        .build();
  }

  /** To block an owner's deletion takes a right that is not needed here. */
  private static List<OwnerReference> owners(Pod sample) {
    return sample.getMetadata().getOwnerReferences().stream()
        .map(owner -> new OwnerReferenceBuilder(owner).withBlockOwnerDeletion(null).build())
        .toList();
  }
}

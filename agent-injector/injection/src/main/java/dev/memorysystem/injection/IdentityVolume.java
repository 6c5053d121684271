package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;

/**
 * The volume {@link Names#IDENTITY}: the pod's token for the collector, which the kubelet renews,
 * and the collector's authority, from an annotation of the pod.
 */
final class IdentityVolume {
  static final String TOKEN = "token";
  static final String CA = "ca.crt";

  /** The kubelet renews a token after four fifths of its life. */
  private static final long EXPIRATION_SECONDS = 3600;

  /**
   * For all to read, as the API server's own tokens are: where all containers run as one user, or
   * the pod has an fsGroup, the kubelet narrows the token to them by itself; with a narrower mode
   * others could not read it.
   */
  private static final int MODE = 0644;

  private IdentityVolume() {}

  static Volume of(AgentIdentity identity) {
    return new VolumeBuilder()
        .withName(Names.IDENTITY)
        .withNewProjected()
        // The API server would add mode and version itself; with them a second pass changes
        // nothing.
        .withDefaultMode(MODE)
        .addNewSource()
        .withNewServiceAccountToken(identity.audience(), EXPIRATION_SECONDS, TOKEN)
        .endSource()
        .addNewSource()
        .withNewDownwardAPI()
        .addNewItem()
        .withPath(CA)
        .withNewFieldRef("v1", "metadata.annotations['" + Names.CA + "']")
        .endItem()
        .endDownwardAPI()
        .endSource()
        .endProjected()
        .build();
  }

  /** Whether a volume of that name is ours, of whatever version. */
  static boolean isOurs(Volume volume) {
    return volume.getProjected() != null
        && volume.getProjected().getSources().stream()
            .map(VolumeProjection::getServiceAccountToken)
            .anyMatch(IdentityVolume::isOurs);
  }

  private static boolean isOurs(ServiceAccountTokenProjection token) {
    return token != null && TOKEN.equals(token.getPath()) && token.getAudience() != null;
  }
}

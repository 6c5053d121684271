package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a container mounts what, as far as {@link Names#DIRECTORY} is concerned. */
final class Mounts {
  private static final Path ROOT = Path.of("/");
  private static final Path DIRECTORY = Path.of(Names.DIRECTORY);

  private Mounts() {}

  /** Whether something that is not ours is mounted at our directory or below it. */
  static boolean taken(Container container) {
    return container.getVolumeMounts().stream()
        .anyMatch(mount -> path(mount).startsWith(DIRECTORY) && !isOurs(mount));
  }

  static List<VolumeMount> withOurs(Container container) {
    List<VolumeMount> mounts = container.getVolumeMounts();
    if (mounts.stream().anyMatch(Mounts::isOurs)) {
      return mounts;
    }
    List<VolumeMount> more = new ArrayList<>(mounts);
    more.add(new VolumeMountBuilder().withName(Names.AGENT).withMountPath(Names.DIRECTORY).build());
    return more;
  }

  private static boolean isOurs(VolumeMount mount) {
    return mount.getName().equals(Names.AGENT)
        && path(mount).equals(DIRECTORY)
        && mount.getSubPath() == null
        && mount.getSubPathExpr() == null;
  }

  /** As the kubelet takes it: a relative path starts at the root. */
  private static Path path(VolumeMount mount) {
    return ROOT.resolve(mount.getMountPath()).normalize();
  }
}

package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a volume of ours is mounted in containers.
 *
 * @param volume its name
 */
record Mounts(String volume, Path path, boolean readOnly) {
  private static final Path ROOT = Path.of("/");
  private static final Path RUN = Path.of("/run");
  private static final Path VAR = Path.of("/var");

  static final Mounts AGENT = new Mounts(Names.AGENT, Path.of(Names.DIRECTORY), false);
  static final Mounts IDENTITY =
      new Mounts(Names.IDENTITY, Path.of(Names.IDENTITY_DIRECTORY), true);

  /** Of the volumes that a pod gets. */
  static List<Mounts> of(Optional<AgentIdentity> identity) {
    return identity.isPresent() ? List.of(AGENT, IDENTITY) : List.of(AGENT);
  }

  /**
   * Whether something that is not ours is mounted there or below; or above, where the container
   * runtime may fail to make the directory: it can in an emptyDir.
   */
  boolean taken(Container container, List<Volume> volumes) {
    return container.getVolumeMounts().stream()
        .filter(mount -> !isOurs(mount))
        .anyMatch(
            mount ->
                canonical(mount).startsWith(path)
                    || (isAbove(canonical(mount)) && !hasRoom(mount, volumes)));
  }

  /** The mounts of a container with ours among them. */
  List<VolumeMount> addedTo(List<VolumeMount> mounts) {
    if (mounts.stream().anyMatch(this::isOurs)) {
      return mounts;
    }
    List<VolumeMount> more = new ArrayList<>(mounts);
    more.add(
        new VolumeMountBuilder()
            .withName(volume)
            .withMountPath(path.toString())
            .withReadOnly(readOnly ? true : null)
            .build());
    return more;
  }

  private boolean isOurs(VolumeMount mount) {
    return mount.getName().equals(volume)
        && canonical(mount).equals(path)
        && mount.getSubPath() == null
        && mount.getSubPathExpr() == null;
  }

  private boolean isAbove(Path other) {
    return !other.equals(ROOT) && path.startsWith(other);
  }

  private static boolean hasRoom(VolumeMount mount, List<Volume> volumes) {
    return !Boolean.TRUE.equals(mount.getReadOnly())
        && volumes.stream()
            .anyMatch(v -> v.getName().equals(mount.getName()) && v.getEmptyDir() != null);
  }

  /**
   * As the kubelet takes it: a relative path starts at the root. In most images {@code /var/run} is
   * a link to {@code /run}.
   */
  private static Path canonical(VolumeMount mount) {
    Path path = ROOT.resolve(mount.getMountPath()).normalize();
    return path.startsWith(RUN) ? VAR.resolve(ROOT.relativize(path)) : path;
  }
}

package dev.memorysystem.e2e.k3s;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * One K3s server in a container that outlives this JVM. It is a Testcontainers "reusable" one: the
 * same settings find it again, which also holds the label with the folder the cluster belongs to.
 */
final class K3sCluster {
  private static final String LABEL = "dev.memory-system.cluster";
  private static final String ARCHIVE_IN_CONTAINER = "/tmp/image.tar";

  private final DockerImageName image;
  private final String folder;

  /**
   * @param image of K3s, {@code rancher/k3s} or a mirror of it
   * @param folder the state folder that the cluster belongs to; one cluster each
   */
  K3sCluster(String image, Path folder) {
    this.image = DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s");
    this.folder = folder.toAbsolutePath().normalize().toString();
  }

  /** Whether a Docker daemon answers. */
  static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Starts the cluster, unless it runs, and returns a kubeconfig for this host. */
  String up() {
    return attach().getKubeConfigYaml();
  }

  /** Whether the container runs. */
  boolean running() {
    return containers().stream().anyMatch(container -> container.getState().equals("running"));
  }

  /** Imports an OCI or docker archive into the node's containerd. */
  void load(Path archive) {
    K3sContainer server = attach();
    server.copyFileToContainer(MountableFile.forHostPath(archive), ARCHIVE_IN_CONTAINER);
    execute(server, "ctr", "--namespace", "k8s.io", "images", "import", ARCHIVE_IN_CONTAINER);
    execute(server, "rm", ARCHIVE_IN_CONTAINER);
  }

  /** What the server wrote so far. */
  String logs() {
    return attach().getLogs();
  }

  /** Removes the container and its volumes, whatever state it is in. */
  void down() {
    for (Container container : containers()) {
      docker().removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
    }
  }

  /** The cluster that runs, or a new one. */
  @SuppressWarnings("resource") // the container is meant to live on
  private K3sContainer attach() {
    K3sContainer server = new K3sContainer(image);
    server.withLabel(LABEL, folder).withReuse(true).start();
    return server;
  }

  private List<Container> containers() {
    return docker()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(Map.of(LABEL, folder))
        .exec();
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  private static void execute(K3sContainer server, String... command) {
    try {
      ExecResult result = server.execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(
            "%s in the K3s container failed: %s%s"
                .formatted(String.join(" ", command), result.getStdout(), result.getStderr()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

package dev.memorysystem.e2e.k3s;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code check | up KUBECONFIG | load ARCHIVE... | status | logs | down}: what the K3s provider of
 * {@code e2e/cluster/cluster} calls. Settings are environment variables: {@code CLUSTER_STATE_DIR},
 * the folder that the cluster belongs to, and {@code CLUSTER_K3S_IMAGE}.
 */
final class Main {
  static final String NO_DOCKER =
      """
      CLUSTER=k3s needs Docker, and no Docker daemon answers. Start it (Linux: systemctl start docker, as a user of \
      the group docker; elsewhere: Docker Desktop, Rancher Desktop, Colima), or set DOCKER_HOST to where one listens, \
      and see that `docker ps` works. Without Docker: CLUSTER=self-contained (Linux, root) or CLUSTER=current.""";

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    List<String> operands = List.of(arguments);
    String command = operands.isEmpty() ? "" : operands.getFirst();
    if (!K3sCluster.dockerAnswers()) {
      System.err.println("error: " + NO_DOCKER);
      System.exit(1);
    }
    K3sCluster cluster =
        new K3sCluster(required("CLUSTER_K3S_IMAGE"), Path.of(required("CLUSTER_STATE_DIR")));
    switch (command) {
      case "check" -> {}
      case "up" -> Files.writeString(Path.of(operands.get(1)), cluster.up());
      case "load" -> operands.stream().skip(1).map(Path::of).forEach(cluster::load);
      case "status" -> System.exit(cluster.running() ? 0 : 1);
      case "logs" -> System.out.print(cluster.logs());
      case "down" -> cluster.down();
      default -> throw new IllegalArgumentException("no such command: " + command);
    }
    System.exit(0); // Testcontainers leaves threads behind
  }

  private static String required(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException(variable + " is not set");
    }
    return value;
  }
}

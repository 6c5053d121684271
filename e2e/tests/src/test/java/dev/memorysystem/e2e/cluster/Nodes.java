package dev.memorysystem.e2e.cluster;

import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The nodes that take pods. */
public final class Nodes {
  /** Effects of a taint that keep pods away which do not tolerate it. */
  private static final Set<String> KEEPING_AWAY = Set.of("NoSchedule", "NoExecute");

  private Nodes() {}

  /** Names, sorted. */
  public static List<String> names() {
    return Cluster.CLIENT.nodes().list().getItems().stream()
        .filter(Nodes::takesPods)
        .map(node -> node.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static boolean takesPods(Node node) {
    return !Objects.equals(node.getSpec().getUnschedulable(), true)
        && node.getSpec().getTaints().stream()
            .noneMatch(taint -> KEEPING_AWAY.contains(taint.getEffect()))
        && node.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }
}

package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a pod is for Windows nodes, by any of the ways to say so. */
final class WindowsPod {
  private static final String WINDOWS = "windows";
  private static final Set<String> OS_LABELS = Set.of("kubernetes.io/os", "beta.kubernetes.io/os");

  private WindowsPod() {}

  static boolean is(PodSpec spec) {
    if (spec.getOs() != null) {
      return WINDOWS.equals(spec.getOs().getName());
    }
    return hasSelector(spec) || hasAffinity(spec) || hasOptions(spec);
  }

  private static boolean hasSelector(PodSpec spec) {
    return spec.getNodeSelector() != null
        && OS_LABELS.stream().anyMatch(label -> WINDOWS.equals(spec.getNodeSelector().get(label)));
  }

  /** Of several terms a node needs to satisfy one: each must ask for Windows. */
  private static boolean hasAffinity(PodSpec spec) {
    List<NodeSelectorTerm> terms =
        Optional.ofNullable(spec.getAffinity())
            .map(Affinity::getNodeAffinity)
            .map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
            .map(NodeSelector::getNodeSelectorTerms)
            .orElse(List.of());
    return !terms.isEmpty()
        && terms.stream()
            .allMatch(term -> term.getMatchExpressions().stream().anyMatch(WindowsPod::isWindows));
  }

  private static boolean isWindows(NodeSelectorRequirement requirement) {
    return OS_LABELS.contains(requirement.getKey())
        && "In".equals(requirement.getOperator())
        && requirement.getValues().equals(List.of(WINDOWS));
  }

  private static boolean hasOptions(PodSpec spec) {
    return (spec.getSecurityContext() != null
            && spec.getSecurityContext().getWindowsOptions() != null)
        || Stream.concat(spec.getContainers().stream(), spec.getInitContainers().stream())
            .map(Container::getSecurityContext)
            .anyMatch(context -> context != null && context.getWindowsOptions() != null);
  }
}

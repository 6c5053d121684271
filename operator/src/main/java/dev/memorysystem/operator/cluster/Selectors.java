package dev.memorysystem.operator.cluster;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Label selectors as Kubernetes reads them: an empty one matches everything. */
public final class Selectors {
  private Selectors() {}

  public static boolean matches(LabelSelector selector, @Nullable Map<String, String> labels) {
    Map<String, String> present = Objects.requireNonNullElse(labels, Map.of());
    Map<String, String> wanted = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
    return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(present.get(e.getKey())))
        && selector.getMatchExpressions().stream().allMatch(r -> matches(r, present));
  }

  private static boolean matches(LabelSelectorRequirement rule, Map<String, String> labels) {
    String value = labels.get(rule.getKey());
    List<String> values = rule.getValues();
    return switch (rule.getOperator()) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}

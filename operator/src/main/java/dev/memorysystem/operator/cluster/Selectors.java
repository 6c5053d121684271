package dev.memorysystem.operator.cluster;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Label selectors as Kubernetes reads them: an empty one matches everything. */
public final class Selectors {
  /**
   * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
   */
  private static final Pattern KEY =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

  private Selectors() {}

  /** What Kubernetes would refuse in a selector of its own; empty when nothing. */
  public static Optional<String> flaw(LabelSelector selector) {
    Map<String, String> wanted = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
    return Stream.concat(
            wanted.entrySet().stream().flatMap(e -> flaws(e.getKey(), List.of(e.getValue()))),
            selector.getMatchExpressions().stream().flatMap(Selectors::flaws))
        .findFirst();
  }

  private static Stream<String> flaws(LabelSelectorRequirement rule) {
    boolean compares = rule.getOperator().equals("In") || rule.getOperator().equals("NotIn");
    Stream<String> number =
        compares == rule.getValues().isEmpty()
            ? Stream.of(
                compares
                    ? "%s needs values: {key: %s, operator: %s, values: [a, b]}"
                        .formatted(rule.getOperator(), rule.getKey(), rule.getOperator())
                    : "%s takes no values".formatted(rule.getOperator()))
            : Stream.empty();
    return Stream.concat(number, flaws(rule.getKey(), rule.getValues()));
  }

  private static Stream<String> flaws(String key, List<String> values) {
    return Stream.concat(
        KEY.matcher(key).matches()
            ? Stream.empty()
            : Stream.of("no label can be named '%s'".formatted(key)),
        values.stream()
            .filter(value -> !VALUE.matcher(value).matches())
            .map(value -> "no label can have the value '%s'".formatted(value)));
  }

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

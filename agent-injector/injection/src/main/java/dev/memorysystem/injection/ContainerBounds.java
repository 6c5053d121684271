package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What the LimitRanges of a namespace allow a container, and all of a pod's together, by resource.
 *
 * @param min least request and limit
 * @param max greatest request and limit
 * @param ratio greatest limit divided by request, a plain number
 * @param podMax greatest request and limit of a pod
 */
public record ContainerBounds(
    Map<String, Quantity> min,
    Map<String, Quantity> max,
    Map<String, Quantity> ratio,
    Map<String, Quantity> podMax) {
  public static final ContainerBounds NONE =
      new ContainerBounds(Map.of(), Map.of(), Map.of(), Map.of());

  public ContainerBounds {
    min = Map.copyOf(min);
    max = Map.copyOf(max);
    ratio = Map.copyOf(ratio);
    podMax = Map.copyOf(podMax);
  }

  public static ContainerBounds of(List<LimitRange> ranges) {
    List<LimitRangeItem> items = items(ranges, "Container");
    return new ContainerBounds(
        strictest(items, LimitRangeItem::getMin, Quantities::larger),
        strictest(items, LimitRangeItem::getMax, Quantities::smaller),
        strictest(items, LimitRangeItem::getMaxLimitRequestRatio, Quantities::smaller),
        strictest(items(ranges, "Pod"), LimitRangeItem::getMax, Quantities::smaller));
  }

  private static List<LimitRangeItem> items(List<LimitRange> ranges, String type) {
    return ranges.stream()
        .flatMap(range -> range.getSpec().getLimits().stream())
        .filter(item -> type.equals(item.getType()))
        .toList();
  }

  private static Map<String, Quantity> strictest(
      List<LimitRangeItem> items,
      Function<LimitRangeItem, Map<String, Quantity>> bound,
      BinaryOperator<Quantity> stricter) {
    Map<String, Quantity> result = new HashMap<>();
    items.stream()
        .map(bound)
        .filter(Objects::nonNull)
        .flatMap(quantities -> quantities.entrySet().stream())
        .forEach(entry -> result.merge(entry.getKey(), entry.getValue(), stricter));
    return result;
  }
}

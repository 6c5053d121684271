package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests and limits of the init container that change neither the pod's quality of service nor
 * what the scheduler must find.
 *
 * <p>A Guaranteed pod stays Guaranteed: limits equal requests, as much as its containers have
 * together but no more than our limit. A BestEffort pod stays BestEffort: none. Everyone else gets
 * the configured figures. No figure is below the minimum of the namespace's LimitRange, which would
 * refuse the pod.
 */
final class InstallResources {
  private static final List<String> COMPUTE = List.of("cpu", "memory");

  private InstallResources() {}

  static ResourceRequirements of(
      PodSpec pod, ResourceRequirements ours, Map<String, Quantity> minimum) {
    if (all(pod).allMatch(InstallResources::asksNothing)) {
      return new ResourceRequirements();
    }
    Map<String, Quantity> requests = new HashMap<>(map(ours.getRequests()));
    Map<String, Quantity> limits = new HashMap<>(map(ours.getLimits()));
    if (all(pod).allMatch(InstallResources::guaranteed)) {
      for (String resource : COMPUTE) {
        Quantity both = smaller(sum(pod.getContainers(), resource), limits.get(resource));
        both = larger(both, requests.get(resource));
        requests.put(resource, both);
        limits.put(resource, both);
      }
    }
    minimum.forEach(
        (resource, least) -> {
          requests.computeIfPresent(resource, (r, quantity) -> larger(quantity, least));
          limits.computeIfPresent(resource, (r, quantity) -> larger(quantity, least));
        });
    return new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build();
  }

  private static Stream<Container> all(PodSpec pod) {
    return Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream());
  }

  private static boolean asksNothing(Container container) {
    return COMPUTE.stream()
        .allMatch(
            resource ->
                requests(container).get(resource) == null
                    && limits(container).get(resource) == null);
  }

  /** As the kubelet counts it: both limits are there, and requests, when given, equal them. */
  private static boolean guaranteed(Container container) {
    return COMPUTE.stream()
        .allMatch(
            resource -> {
              Quantity limit = limits(container).get(resource);
              return limit != null
                  && same(limit, requests(container).getOrDefault(resource, limit));
            });
  }

  private static Quantity sum(List<Container> containers, String resource) {
    BigDecimal total =
        containers.stream()
            .map(container -> limits(container).get(resource))
            .filter(Objects::nonNull)
            .map(Quantity::getNumericalAmount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Quantity(total.stripTrailingZeros().toPlainString());
  }

  private static Map<String, Quantity> requests(Container container) {
    return container.getResources() == null
        ? Map.of()
        : map(container.getResources().getRequests());
  }

  private static Map<String, Quantity> limits(Container container) {
    return container.getResources() == null ? Map.of() : map(container.getResources().getLimits());
  }

  private static Map<String, Quantity> map(@Nullable Map<String, Quantity> quantities) {
    return Objects.requireNonNullElse(quantities, Map.of());
  }

  private static Quantity smaller(Quantity one, @Nullable Quantity other) {
    return other == null || compare(one, other) <= 0 ? one : other;
  }

  private static Quantity larger(Quantity one, @Nullable Quantity other) {
    return other == null || compare(one, other) >= 0 ? one : other;
  }

  private static boolean same(Quantity one, Quantity other) {
    return compare(one, other) == 0;
  }

  private static int compare(Quantity one, Quantity other) {
    return one.getNumericalAmount().compareTo(other.getNumericalAmount());
  }
}

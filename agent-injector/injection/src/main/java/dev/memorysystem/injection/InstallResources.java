package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests and limits of the init container that change neither the pod's quality of service nor
 * what the scheduler must find.
 *
 * <p>A Guaranteed pod stays Guaranteed: limits equal requests, as much as its containers have
 * together but no more than our limit. A BestEffort pod stays BestEffort: none. Everyone else gets
 * the configured figures. All are within what the namespace's LimitRanges and the pod's own {@code
 * spec.resources} allow; a pod with others would be refused.
 */
final class InstallResources {
  private static final List<String> COMPUTE = List.of("cpu", "memory");

  private InstallResources() {}

  /** Empty when nothing would be allowed. */
  static Optional<ResourceRequirements> of(
      PodSpec pod, ResourceRequirements ours, ContainerBounds bounds) {
    if (all(pod).allMatch(InstallResources::asksNothing)) {
      return Optional.of(new ResourceRequirements());
    }
    Map<String, Quantity> requests = new HashMap<>(map(ours.getRequests()));
    Map<String, Quantity> limits = new HashMap<>(map(ours.getLimits()));
    if (all(pod).allMatch(InstallResources::guaranteed)) {
      for (String resource : COMPUTE) {
        Quantity both =
            Quantities.smaller(sum(pod.getContainers(), resource), limits.get(resource));
        both = Quantities.larger(both, requests.get(resource));
        requests.put(resource, both);
        limits.put(resource, both);
      }
    }
    for (String resource : union(requests, limits)) {
      if (!fit(resource, requests, limits, pod.getResources(), bounds)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build());
  }

  /** Brings the figures of a resource within what is allowed; false when nothing is. */
  private static boolean fit(
      String resource,
      Map<String, Quantity> requests,
      Map<String, Quantity> limits,
      @Nullable ResourceRequirements pod,
      ContainerBounds bounds) {
    Quantity least = bounds.min().get(resource);
    Quantity mostLimit = smallest(bounds.max().get(resource), limits(pod).get(resource));
    Quantity mostRequest = smallest(mostLimit, requests(pod).get(resource));
    if (least != null && mostRequest != null && Quantities.compare(least, mostRequest) > 0) {
      return false;
    }
    requests.computeIfPresent(resource, (r, q) -> within(q, least, mostRequest));
    limits.computeIfPresent(resource, (r, q) -> within(q, least, mostLimit));
    Quantity ratio = bounds.ratio().get(resource);
    Quantity request = requests.get(resource);
    if (ratio != null && request != null) {
      limits.computeIfPresent(
          resource, (r, q) -> Quantities.smaller(q, times(resource, request, ratio)));
    }
    return true;
  }

  private static Quantity within(
      Quantity quantity, @Nullable Quantity least, @Nullable Quantity most) {
    return Quantities.smaller(Quantities.larger(quantity, least), most);
  }

  /** Rounded down to what Kubernetes counts in: thousandths of a CPU, else whole units. */
  private static Quantity times(String resource, Quantity request, Quantity ratio) {
    BigDecimal product = request.getNumericalAmount().multiply(ratio.getNumericalAmount());
    BigDecimal rounded = product.setScale(resource.equals("cpu") ? 3 : 0, RoundingMode.DOWN);
    return Quantities.larger(new Quantity(rounded.stripTrailingZeros().toPlainString()), request);
  }

  private static @Nullable Quantity smallest(@Nullable Quantity one, @Nullable Quantity other) {
    return one == null ? other : Quantities.smaller(one, other);
  }

  private static Set<String> union(Map<String, Quantity> one, Map<String, Quantity> other) {
    Set<String> resources = new TreeSet<>(one.keySet());
    resources.addAll(other.keySet());
    return resources;
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
                  && Quantities.compare(limit, requests(container).getOrDefault(resource, limit))
                      == 0;
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
    return requests(container.getResources());
  }

  private static Map<String, Quantity> requests(@Nullable ResourceRequirements resources) {
    return resources == null ? Map.of() : map(resources.getRequests());
  }

  private static Map<String, Quantity> limits(Container container) {
    return limits(container.getResources());
  }

  private static Map<String, Quantity> limits(@Nullable ResourceRequirements resources) {
    return resources == null ? Map.of() : map(resources.getLimits());
  }

  private static Map<String, Quantity> map(@Nullable Map<String, Quantity> quantities) {
    return Objects.requireNonNullElse(quantities, Map.of());
  }
}

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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests and limits of the init container that change neither the pod's quality of service nor
 * what the scheduler must find, nor what counts against a quota.
 *
 * <p>A BestEffort pod stays BestEffort: none. A Guaranteed pod stays Guaranteed: limits equal
 * requests. Everyone else gets the configured figures. None is greater than what the pod's
 * containers have together: an init container counts with the greatest that it or the others need,
 * so a smaller one adds nothing. All are within what the namespace's LimitRanges and the pod's own
 * {@code spec.resources} allow. A pod with others would be refused.
 */
final class InstallResources {
  private static final List<String> COMPUTE = List.of("cpu", "memory");

  /**
   * With less, the container runtime may not get a container started (CRI-O refuses under 12Mi).
   */
  private static final Quantity STARTS = new Quantity("16Mi");

  private InstallResources() {}

  /** Empty when nothing would be allowed. */
  static Optional<ResourceRequirements> of(
      PodSpec pod, ResourceRequirements ours, ContainerBounds bounds) {
    if (all(pod).allMatch(InstallResources::asksNothing)) {
      return Optional.of(new ResourceRequirements());
    }
    boolean guaranteed = all(pod).allMatch(InstallResources::guaranteed);
    Map<String, Quantity> requests = new HashMap<>(map(ours.getRequests()));
    Map<String, Quantity> limits = new HashMap<>(map(ours.getLimits()));
    for (String resource : COMPUTE) {
      specifyWhatAllDo(pod, resource, requests, limits);
      if (guaranteed) {
        limits.computeIfPresent(
            resource, (r, limit) -> Quantities.smaller(limit, ownLimit(pod, r)));
        requests.put(resource, Objects.requireNonNull(limits.get(resource)));
      }
    }
    for (String resource : union(requests, limits)) {
      if (!fit(resource, requests, limits, pod, bounds)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build());
  }

  /** A quota for a resource wants every container to specify it, ours too. */
  private static void specifyWhatAllDo(
      PodSpec pod, String resource, Map<String, Quantity> requests, Map<String, Quantity> limits) {
    if (all(pod).allMatch(container -> request(container, resource) != null)) {
      requests.putIfAbsent(resource, Objects.requireNonNull(ownRequest(pod, resource)));
    }
    if (all(pod).allMatch(container -> limits(container).get(resource) != null)) {
      limits.putIfAbsent(resource, Objects.requireNonNull(ownLimit(pod, resource)));
    }
  }

  /** Brings the figures of a resource within what is allowed; false when nothing is. */
  private static boolean fit(
      String resource,
      Map<String, Quantity> requests,
      Map<String, Quantity> limits,
      PodSpec pod,
      ContainerBounds bounds) {
    Quantity least = bounds.min().get(resource);
    Quantity mostLimit =
        smallest(
            bounds.max().get(resource),
            bounds.podMax().get(resource),
            limits(pod.getResources()).get(resource),
            ownLimit(pod, resource));
    Quantity mostRequest =
        smallest(mostLimit, requests(pod.getResources()).get(resource), ownRequest(pod, resource));
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
    return !resource.equals("memory")
        || Quantities.compare(limits.getOrDefault(resource, STARTS), STARTS) >= 0;
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

  private static @Nullable Quantity smallest(@Nullable Quantity... quantities) {
    return Stream.of(quantities).filter(Objects::nonNull).reduce(Quantities::smaller).orElse(null);
  }

  private static @Nullable Quantity ownRequest(PodSpec pod, String resource) {
    return together(pod, container -> request(container, resource));
  }

  private static @Nullable Quantity ownLimit(PodSpec pod, String resource) {
    return together(pod, container -> limits(container).get(resource));
  }

  /**
   * What the pod's containers have, as Kubernetes counts it but for the sidecars that run beside an
   * init container; null when none has any.
   */
  private static @Nullable Quantity together(
      PodSpec pod, Function<Container, @Nullable Quantity> figure) {
    Quantity sum =
        all(pod)
            .filter(container -> !isOrdinaryInit(pod, container))
            .map(figure)
            .filter(Objects::nonNull)
            .reduce(InstallResources::plus)
            .orElse(null);
    return Stream.concat(
            Stream.ofNullable(sum),
            pod.getInitContainers().stream().map(figure).filter(Objects::nonNull))
        .reduce(Quantities::larger)
        .orElse(null);
  }

  private static boolean isOrdinaryInit(PodSpec pod, Container container) {
    return pod.getInitContainers().contains(container)
        && !"Always".equals(container.getRestartPolicy());
  }

  private static Quantity plus(Quantity one, Quantity other) {
    return new Quantity(
        one.getNumericalAmount()
            .add(other.getNumericalAmount())
            .stripTrailingZeros()
            .toPlainString());
  }

  /** Where only a limit is given, the API server takes it for the request. */
  private static @Nullable Quantity request(Container container, String resource) {
    return requests(container).getOrDefault(resource, limits(container).get(resource));
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

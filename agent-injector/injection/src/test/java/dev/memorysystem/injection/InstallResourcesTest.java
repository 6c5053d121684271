package dev.memorysystem.injection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The init container keeps the pod's quality of service. */
class InstallResourcesTest {
  private static final String BURSTABLE =
      "requests cpu=10m memory=32Mi, limits cpu=500m memory=64Mi";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BestEffort stays so                  | [{name: a}, {name: b, resources: {}}] | requests, limits
          BestEffort: others are not compute   | [{name: a, resources: {requests: {ephemeral-storage: 1Gi}}}] | requests, limits
          a request makes it Burstable         | [{name: a, resources: {requests: {cpu: 1}}}] | requests cpu=10m memory=32Mi, limits cpu=500m memory=64Mi
          a limit without cpu is Burstable     | [{name: a, resources: {limits: {memory: 1Gi}}}] | requests cpu=10m memory=32Mi, limits cpu=500m memory=64Mi
          limits over requests are Burstable   | [{name: a, resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 2, memory: 1Gi}}}] | requests cpu=10m memory=32Mi, limits cpu=500m memory=64Mi
          one of two is not Guaranteed         | [{name: a, resources: {limits: {cpu: 1, memory: 1Gi}}}, {name: b}] | requests cpu=10m memory=32Mi, limits cpu=500m memory=64Mi
          Guaranteed and large: our limits     | [{name: a, resources: {limits: {cpu: 1, memory: 1Gi}}}] | requests cpu=500m memory=64Mi, limits cpu=500m memory=64Mi
          Guaranteed and small: the pod's own  | [{name: a, resources: {requests: {cpu: 100m, memory: 40Mi}, limits: {cpu: '0.1', memory: 40Mi}}}] | requests cpu=0.1 memory=40Mi, limits cpu=0.1 memory=40Mi
          Guaranteed and tiny: the pod's own   | [{name: a, resources: {limits: {cpu: 1m, memory: 16Mi}}}] | requests cpu=1m memory=16Mi, limits cpu=1m memory=16Mi
          Burstable and small: the pod's own   | [{name: a, resources: {requests: {cpu: 5m, memory: 20Mi}, limits: {cpu: 100m, memory: 40Mi}}}] | requests cpu=5m memory=20Mi, limits cpu=100m memory=40Mi
          Burstable: what those have that have | [{name: a, resources: {requests: {cpu: 5m}, limits: {memory: 30Mi}}}, {name: b}] | requests cpu=5m memory=30Mi, limits cpu=500m memory=30Mi
          Guaranteed: what several have        | [{name: a, resources: {limits: {cpu: 100m, memory: 20Mi}}}, {name: b, resources: {limits: {cpu: 100m, memory: 20Mi}}}] | requests cpu=0.2 memory=41943040, limits cpu=0.2 memory=41943040
          """)
  void qualityOfServiceIsKept(String what, String containers, String expected) {
    assertThat(text(resources("{containers: " + containers + "}", ContainerBounds.NONE)))
        .as(what)
        .isEqualTo(expected);
  }

  @Test
  void initContainersAndSidecarsCountTowardsWhatThePodHas() {
    assertThat(
            text(
                resources(
                    """
                    {initContainers: [
                       {name: i, resources: {requests: {cpu: 8m, memory: 17Mi}, limits: {cpu: 400m, memory: 17Mi}}},
                       {name: s, restartPolicy: Always, resources: {requests: {cpu: 2m, memory: 9Mi}, limits: {cpu: 60m, memory: 9Mi}}}],
                     containers: [{name: a, resources: {requests: {cpu: 3m, memory: 9Mi}, limits: {cpu: 70m, memory: 9Mi}}}]}""",
                    ContainerBounds.NONE)))
        .isEqualTo("requests cpu=8m memory=18874368, limits cpu=400m memory=18874368");
  }

  @Test
  void initContainersCountTowardsQualityOfService() {
    assertThat(
            text(
                resources(
                    """
                    {initContainers: [{name: i, resources: {requests: {cpu: 1}}}],
                     containers: [{name: a, resources: {limits: {cpu: 1, memory: 1Gi}}}]}""",
                    ContainerBounds.NONE)))
        .isEqualTo(BURSTABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          min raises          | {min: {cpu: 50m, memory: 100Mi}}                      | requests cpu=50m memory=100Mi, limits cpu=500m memory=100Mi
          max lowers          | {max: {cpu: 5m, memory: 40Mi}}                        | requests cpu=5m memory=32Mi, limits cpu=5m memory=40Mi
          both                | {min: {memory: 48Mi}, max: {memory: 48Mi}}            | requests cpu=10m memory=48Mi, limits cpu=500m memory=48Mi
          a ratio lowers      | {maxLimitRequestRatio: {cpu: 4, memory: '1.5'}}       | requests cpu=10m memory=32Mi, limits cpu=0.04 memory=50331648
          a ratio of one      | {maxLimitRequestRatio: {cpu: 1, memory: 1}}           | requests cpu=10m memory=32Mi, limits cpu=0.01 memory=33554432
          a wide ratio        | {maxLimitRequestRatio: {cpu: 100, memory: 100}}       | requests cpu=10m memory=32Mi, limits cpu=500m memory=64Mi
          rounded down        | {maxLimitRequestRatio: {cpu: '1.25'}}                 | requests cpu=10m memory=32Mi, limits cpu=0.012 memory=64Mi
          min, then the ratio | {min: {cpu: 100m}, maxLimitRequestRatio: {cpu: 2}}    | requests cpu=100m memory=32Mi, limits cpu=0.2 memory=64Mi
          not of ours         | {min: {ephemeral-storage: 1Gi}}                       | requests cpu=10m memory=32Mi, limits cpu=500m memory=64Mi
          """)
  void aLimitRangeIsSatisfied(String what, String range, String expected) {
    assertThat(
            text(
                resources(
                    "{containers: [{name: a, resources: {requests: {cpu: 1}}}]}", bounds(range))))
        .as(what)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {limits: {memory: 48Mi}}                           | requests cpu=10m memory=32Mi, limits cpu=500m memory=48Mi
          {limits: {cpu: 5m, memory: 16Mi}}                  | requests cpu=5m memory=16Mi, limits cpu=5m memory=16Mi
          {requests: {memory: 8Mi}, limits: {memory: 1Gi}}   | requests cpu=10m memory=8Mi, limits cpu=500m memory=64Mi
          {limits: {memory: 1Gi}}                            | requests cpu=10m memory=32Mi, limits cpu=500m memory=64Mi
          """)
  void thePodsOwnLimitsAreKept(String podResources, String expected) {
    String spec =
        "{resources: %s, containers: [{name: a, resources: {requests: {cpu: 1}}}]}"
            .formatted(podResources);

    assertThat(text(resources(spec, ContainerBounds.NONE))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                       | {min: {memory: 1Gi}, max: {memory: 1Mi}}
          {limits: {memory: 48Mi}} | {min: {memory: 1Gi}}
          {limits: {memory: 15Mi}} | {}
          {requests: {cpu: 5m}}    | {min: {cpu: 6m}}
          """)
  void whereNothingIsAllowedThereIsNone(String podResources, String range) {
    String spec =
        "{resources: %s, containers: [{name: a, resources: {requests: {cpu: 1m}}}]}"
            .formatted(podResources);

    assertThat(
            InstallResources.of(Pods.pod(spec).getSpec(), Pods.SETTINGS.resources(), bounds(range)))
        .isEmpty();
  }

  @Test
  void ofSeveralLimitRangesTheStrictestCounts() {
    ContainerBounds bounds =
        bounds(
            "{min: {cpu: 10m}, max: {cpu: 2}, maxLimitRequestRatio: {cpu: 9}}",
            "{min: {cpu: '0.02'}, max: {cpu: 1, memory: 1Gi}, maxLimitRequestRatio: {cpu: 3}}");

    assertThat(bounds)
        .isEqualTo(
            new ContainerBounds(
                Map.of("cpu", new Quantity("0.02")),
                Map.of("cpu", new Quantity("1"), "memory", new Quantity("1Gi")),
                Map.of("cpu", new Quantity("3")),
                Map.of()));
  }

  @Test
  void whatAPodMayHaveBoundsOursToo() {
    ContainerBounds bounds =
        ContainerBounds.of(
            List.of(
                Serialization.unmarshal(
                    "spec: {limits: [{type: Pod, max: {cpu: 300m, memory: 60Mi}, min: {cpu: 1}},"
                        + " {type: PersistentVolumeClaim, min: {storage: 1Gi}}]}",
                    LimitRange.class)));

    assertThat(bounds.min()).isEmpty();
    assertThat(
            text(resources("{containers: [{name: a, resources: {requests: {cpu: 1}}}]}", bounds)))
        .isEqualTo("requests cpu=10m memory=32Mi, limits cpu=300m memory=60Mi");
  }

  /** A quota refuses a pod with a container that does not specify what it counts. */
  @Test
  void whatAllSpecifyIsSpecifiedForOursTooThoughItIsNotConfigured() {
    Pod pod =
        Pods.pod(
            """
            {containers: [
              {name: a, resources: {requests: {cpu: 1}, limits: {cpu: 2, memory: 1Gi}}},
              {name: b, resources: {requests: {cpu: 1}, limits: {cpu: 2}}}]}""");

    assertThat(
            text(
                InstallResources.of(pod.getSpec(), new ResourceRequirements(), ContainerBounds.NONE)
                    .orElseThrow()))
        .isEqualTo("requests cpu=2, limits cpu=4");
  }

  @Test
  void figuresThatAreNotConfiguredAreNotMadeUp() {
    Pod pod = Pods.pod("{containers: [{name: a, resources: {requests: {cpu: 1}}}, {name: b}]}");

    assertThat(
            text(
                InstallResources.of(
                        pod.getSpec(), new ResourceRequirements(), bounds("{min: {cpu: 1}}"))
                    .orElseThrow()))
        .isEqualTo("requests, limits");
  }

  private static ResourceRequirements resources(String spec, ContainerBounds bounds) {
    return InstallResources.of(Pods.pod(spec).getSpec(), Pods.SETTINGS.resources(), bounds)
        .orElseThrow();
  }

  /** Of LimitRanges for containers. */
  static ContainerBounds bounds(String... ranges) {
    return ContainerBounds.of(
        Arrays.stream(ranges)
            .map(
                range ->
                    Serialization.unmarshal(
                        "spec: {limits: [{type: Container, " + range.substring(1) + "]}",
                        LimitRange.class))
            .toList());
  }

  private static String text(ResourceRequirements resources) {
    return "requests" + text(resources.getRequests()) + ", limits" + text(resources.getLimits());
  }

  private static String text(Map<String, Quantity> quantities) {
    return quantities == null
        ? ""
        : new TreeMap<>(quantities)
            .entrySet().stream()
                .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining());
  }
}

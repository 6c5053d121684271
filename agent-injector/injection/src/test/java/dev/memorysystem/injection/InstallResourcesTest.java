package dev.memorysystem.injection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
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
          Guaranteed and small: the pod's own  | [{name: a, resources: {requests: {cpu: 100m, memory: 40Mi}, limits: {cpu: '0.1', memory: 40Mi}}}] | requests cpu=0.1 memory=41943040, limits cpu=0.1 memory=41943040
          Guaranteed and tiny: our requests    | [{name: a, resources: {limits: {cpu: 1m, memory: 1Mi}}}] | requests cpu=10m memory=32Mi, limits cpu=10m memory=32Mi
          Guaranteed: what several have        | [{name: a, resources: {limits: {cpu: 100m, memory: 20Mi}}}, {name: b, resources: {limits: {cpu: 100m, memory: 20Mi}}}] | requests cpu=0.2 memory=41943040, limits cpu=0.2 memory=41943040
          """)
  void qualityOfServiceIsKept(String what, String containers, String expected) {
    assertThat(text(resources("{containers: " + containers + "}", Map.of())))
        .as(what)
        .isEqualTo(expected);
  }

  @Test
  void initContainersCountTowardsQualityOfService() {
    assertThat(
            text(
                resources(
                    """
                    {initContainers: [{name: i, resources: {requests: {cpu: 1}}}],
                     containers: [{name: a, resources: {limits: {cpu: 1, memory: 1Gi}}}]}""",
                    Map.of())))
        .isEqualTo(BURSTABLE);
  }

  @Test
  void aLimitRangeIsSatisfied() {
    Map<String, Quantity> minimum =
        Map.of("cpu", new Quantity("50m"), "memory", new Quantity("100Mi"));

    assertThat(
            text(resources("{containers: [{name: a, resources: {requests: {cpu: 1}}}]}", minimum)))
        .isEqualTo("requests cpu=50m memory=100Mi, limits cpu=500m memory=100Mi");
  }

  @Test
  void figuresThatAreNotConfiguredAreNotMadeUp() {
    Pod pod = Pods.pod("{containers: [{name: a, resources: {requests: {cpu: 1}}}]}");

    assertThat(
            text(
                InstallResources.of(
                    pod.getSpec(), new ResourceRequirements(), Map.of("cpu", new Quantity("1")))))
        .isEqualTo("requests, limits");
  }

  private static ResourceRequirements resources(String spec, Map<String, Quantity> minimum) {
    return InstallResources.of(Pods.pod(spec).getSpec(), Pods.SETTINGS.resources(), minimum);
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

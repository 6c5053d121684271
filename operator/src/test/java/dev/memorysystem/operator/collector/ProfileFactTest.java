package dev.memorysystem.operator.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.MemoryProfile;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the collector is told of a profile. */
class ProfileFactTest {
  @Test
  void tellsWhatAgentsMayLookAtAndWhatTheyAreAskedToDo() {
    Map<String, AnyValue> body =
        map(
            profile(
                """
                overhead: {longestPause: 300ms, samplingCpuPercent: 0.1, walkCpuPercent: 0.2}
                capture: {allocationSites: OnSuspicion, retainedPaths: Never, openings: Always}
                directives:
                - {id: look, kind: ClassCensus, pod: orders-1}
                - {id: who, kind: StackSamples, pod: orders-1, container: app, duration: 2m}
                - {id: dump, kind: HeapDump, pod: orders-2, longestPause: 2s, maxSize: 2Gi}
                """));

    assertThat(body.get("sampling").getStringValue()).isEqualTo("OnSuspicion");
    assertThat(body.get("sampling_budget_cores").getDoubleValue()).isEqualTo(0.001);
    assertThat(body.get("walk").getStringValue()).isEqualTo("Never");
    assertThat(body.get("rules").getStringValue()).isEqualTo("Always");
    assertThat(body.get("walk_budget_cores").getDoubleValue()).isEqualTo(0.002);
    assertThat(body.get("max_pause_seconds").getDoubleValue()).isEqualTo(0.3);
    List<Map<String, AnyValue>> directives =
        body.get("directives").getArrayValue().getValuesList().stream()
            .map(ProfileFactTest::map)
            .toList();
    assertThat(directives)
        .extracting(each -> each.get("id").getStringValue())
        .containsExactly("look", "who", "dump");
    assertThat(directives)
        .extracting(each -> each.get("kind").getStringValue())
        .containsExactly("class_census", "stack_samples", "heap_dump");
    assertThat(directives)
        .extracting(each -> each.get("max_pause_seconds").getDoubleValue())
        .containsExactly(0.3, 0.3, 2.0);
    assertThat(directives.get(0)).doesNotContainKeys("container", "max_bytes", "duration_seconds");
    assertThat(directives.get(1).get("container").getStringValue()).isEqualTo("app");
    assertThat(directives.get(1).get("duration_seconds").getIntValue()).isEqualTo(120);
    assertThat(directives.get(2).get("max_bytes").getIntValue()).isEqualTo(2L << 30);
  }

  @Test
  void leavesToAgentsWhatItDoesNotSay() {
    Map<String, AnyValue> body = map(profile("{}"));

    assertThat(body).doesNotContainKeys("sampling_budget_cores", "walk_budget_cores");
    assertThat(body.get("sampling").getStringValue()).isEqualTo("Always");
    assertThat(body.get("walk").getStringValue()).isEqualTo("Always");
    assertThat(body.get("directives").getArrayValue().getValuesList()).isEmpty();
  }

  private static AnyValue profile(String spec) {
    return Facts.profile(
            Serialization.unmarshal(
                """
                apiVersion: memory-system.dev/v1alpha1
                kind: MemoryProfile
                metadata: {name: all, namespace: shop, generation: 1}
                spec:
                """
                    + spec.indent(2),
                MemoryProfile.class))
        .body();
  }

  private static Map<String, AnyValue> map(AnyValue kvlist) {
    return kvlist.getKvlistValue().getValuesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }
}

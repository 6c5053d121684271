package dev.memorysystem.operator.circuit;

import static dev.memorysystem.operator.circuit.Yaml.IMAGE;
import static dev.memorysystem.operator.circuit.Yaml.injected;
import static dev.memorysystem.operator.circuit.Yaml.plain;
import static dev.memorysystem.operator.circuit.Yaml.spared;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.injection.PodWorkload;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashCircuitTest {
  private static final PodWorkload WEB = new PodWorkload("Deployment", "web");
  private static final String CRASHES = crashed(3, 1, 5);
  private static final String WELL =
      "{containerStatuses: [{name: app, ready: true, restartCount: 0, state: {running: {}}}]}";

  private final CrashCircuit circuit = new CrashCircuit();

  @Test
  void aWorkloadThatCrashesWithTheAgentAndDoesWellWithoutIsSpared() {
    assertThat(see(plain("old", WELL), injected("new", CRASHES))).isTrue();
  }

  @Test
  void thatItDidWellWithoutIsRememberedFromPodsThatAreGone() {
    see(plain("old", WELL));

    assertThat(see(injected("new", CRASHES))).isTrue();
  }

  @Test
  void aWorkloadThatNobodySawWithoutTheAgentMayCrashByItself() {
    assertThat(see(injected("new", CRASHES))).isFalse();
  }

  @Test
  void aWorkloadThatDidWellWithTheAgentCrashesByItself() {
    see(plain("old", WELL));
    see(injected("older", WELL));

    assertThat(see(injected("new", CRASHES))).isFalse();
  }

  @Test
  void aWorkloadThatCrashesWithoutTheAgentTooIsNotSpared() {
    assertThat(see(plain("old", WELL), plain("new", CRASHES), injected("newer", CRASHES)))
        .isFalse();
  }

  @Test
  void sparedPodsHoldItOpenUntilTheImageChanges() {
    assertThat(see(spared("a", IMAGE, WELL))).isTrue();
    assertThat(see(spared("a", "memory-system/agent:0.1.0", WELL))).isFalse();
    assertThat(see(spared("a", IMAGE, CRASHES))).as("not to blame after all").isFalse();
    assertThat(see(spared("a", IMAGE, WELL), injected("forced", WELL))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seldom", "slow", "well", "unknown"})
  void onlyQuickAndRepeatedCrashesCount(String kind) {
    String status =
        switch (kind) {
          case "seldom" -> crashed(2, 1, 5);
          case "slow" -> crashed(9, 1, 600);
          case "well" -> crashed(9, 0, 5);
          default -> "{containerStatuses: [{name: app, restartCount: 9}]}";
        };

    assertThat(see(plain("old", WELL), injected("new", status))).isFalse();
  }

  @Test
  void ofEndlessWorkloadsTheFirstAreForgotten() {
    Pod well = plain("old", WELL);
    for (int i = 0; i <= 1_000; i++) {
      PodWorkload workload = new PodWorkload("Deployment", "w" + i);
      circuit.see(List.of(well), IMAGE, pod -> workload);
    }

    assertThat(crashes("w0")).isFalse();
    assertThat(crashes("w1")).isTrue();
  }

  private boolean crashes(String name) {
    PodWorkload workload = new PodWorkload("Deployment", name);
    return circuit
        .see(List.of(injected("new", CRASHES)), IMAGE, pod -> workload)
        .contains(workload);
  }

  private boolean see(Pod... pods) {
    circuit.see(List.of(pods), IMAGE, pod -> WEB);
    return circuit.isOpen(WEB);
  }

  private static String crashed(int restarts, int exitCode, int seconds) {
    return """
    {containerStatuses: [{name: app, ready: false, restartCount: %d,
      state: {waiting: {reason: CrashLoopBackOff}},
      lastState: {terminated: {exitCode: %d, startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:%02d:%02dZ'}}}]}"""
        .formatted(restarts, exitCode, seconds / 60, seconds % 60);
  }
}

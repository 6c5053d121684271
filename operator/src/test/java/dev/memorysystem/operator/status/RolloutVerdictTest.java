package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.RolloutStatus;
import dev.memorysystem.crd.RolloutWorkload;
import dev.memorysystem.operator.status.Conditions.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RolloutVerdictTest {
  @Test
  void whatFailedGoesBeforeAllElse() {
    assertThat(of(1, 1, 1, workload("a", "Restarting", null), workload("b", "Failed", null)))
        .isEqualTo(Verdict.isFalse(Reason.RolloutFailed, "Deployment/b: restarting"));
  }

  @Test
  void withoutTheRightsNothingIsRestarted() {
    assertThat(of(2, 0, 0, workload("a", "Pending", "NotGranted")).reason())
        .isEqualTo(Reason.RolloutNotGranted);
  }

  @Test
  void whatIsUnderWayIsNamedUpToThree() {
    Verdict verdict =
        of(
            4,
            1,
            0,
            workload("a", "Restarting", null),
            workload("b", "Pending", "WaitsForTurn"),
            workload("c", "Pending", "WaitsForTurn"),
            workload("d", "Pending", "WaitsForTurn"));

    assertThat(verdict.reason()).isEqualTo(Reason.RolloutInProgress);
    assertThat(verdict.message())
        .startsWith("4 workloads to restart, 1 restarted: Deployment/a")
        .contains("Deployment/c")
        .doesNotContain("Deployment/d")
        .endsWith("; …");
  }

  @Test
  void theEndIsCompleteOrNot() {
    assertThat(of(0, 2, 1, workload("a", "Refused", "DryRunRefused")).reason())
        .isEqualTo(Reason.RolloutRefused);
    assertThat(of(0, 2, 0))
        .isEqualTo(Verdict.isTrue(Reason.RolloutComplete, "2 workloads were restarted"));
  }

  private static Verdict of(int pending, int restarted, int refused, RolloutWorkload... workloads) {
    return RolloutVerdict.of(new RolloutStatus(pending, restarted, refused, List.of(workloads)));
  }

  private static RolloutWorkload workload(String name, String state, @Nullable String reason) {
    return new RolloutWorkload("Deployment", name, state, reason, null, null);
  }
}

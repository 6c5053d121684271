package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.AgentCost;
import dev.memorysystem.crd.AgentVersion;
import dev.memorysystem.crd.AgentsStatus;
import dev.memorysystem.crd.DegradedAgent;
import dev.memorysystem.crd.Workload;
import dev.memorysystem.operator.collector.ReportedCost;
import dev.memorysystem.operator.collector.ReportedProcess;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentsHealthTest {
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");

  @Test
  void saysVersionsCostAndWhatDoesNotWork() {
    AgentsStatus status =
        AgentsHealth.of(
            List.of(
                process("a", "0.2.0", "running", null, 0.002),
                process("b", "0.2.0", "degraded", "no JFR", 0.006),
                process("c", "0.1.0", "running", null, null),
                process("d", null, null, null, null)),
            null);

    assertThat(status.versions())
        .containsExactly(new AgentVersion("0.2.0", 2), new AgentVersion("0.1.0", 1));
    assertThat(status.degraded()).containsExactly(new DegradedAgent("b", "app", "no JFR"));
    assertThat(status.cost()).isEqualTo(new AgentCost(0.4, 0.6, "b", 0.2, 0.1));
  }

  @Test
  void saysTheVersionsThatMostHave() {
    List<ReportedProcess> processes =
        IntStream.range(0, 30)
            .mapToObj(i -> process("p" + i, i < 2 ? "z" : "a" + i, "running", null, null))
            .toList();

    assertThat(AgentsHealth.of(processes, null).versions())
        .hasSize(AgentsStatus.MAX_VERSIONS)
        .startsWith(new AgentVersion("z", 2));
  }

  @Test
  void saysNothingWhereNoAgentReports() {
    assertThat(AgentsHealth.of(List.of(process("d", null, null, null, null)), null)).isNull();
    assertThat(AgentsHealth.of(List.of(process("c", "0.1.0", "running", null, null)), null).cost())
        .isNull();
  }

  @Test
  void isNotWrittenAgainForFiguresThatMovedALittle() {
    AgentsStatus before =
        AgentsHealth.of(List.of(process("a", "0.2.0", "running", null, 0.002)), null);

    assertThat(AgentsHealth.of(List.of(process("a", "0.2.0", "running", null, 0.0025)), before))
        .isEqualTo(before);
    assertThat(
            AgentsHealth.of(List.of(process("a", "0.2.0", "running", null, 0.004)), before)
                .cost()
                .meanPercent())
        .isEqualTo(0.4);
  }

  private static ReportedProcess process(
      String pod,
      @Nullable String version,
      @Nullable String state,
      @Nullable String reason,
      @Nullable Double cores) {
    return new ReportedProcess(
        "i-" + pod,
        ORDERS,
        "reporting",
        reason,
        pod,
        "uid-" + pod,
        version,
        state,
        cores == null ? null : new ReportedCost(cores, cores / 2, cores / 4),
        List.of());
  }
}

package dev.memorysystem.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Evidence;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final Workload BASKET = new Workload("shop", "Deployment", "basket", "app");
  private static final Workload ACCOUNTS = new Workload("bank", "Deployment", "accounts", "app");

  private final Board board = new Board();

  @Test
  void aWorkloadIsAbsentWhenNoneOfItsProcessesReports() {
    board.publish(new Change.FindingChanged(finding(ORDERS)));
    board.publish(new Change.FindingChanged(finding(BASKET)));
    board.publish(new Change.ProcessChanged(process("1", ORDERS, ProcessStatus.SILENT)));
    board.publish(new Change.ProcessChanged(process("2", ORDERS, ProcessStatus.REPORTING)));
    board.publish(new Change.ProcessChanged(process("3", BASKET, ProcessStatus.STOPPED)));
    board.publish(new Change.ProcessChanged(process("4", ACCOUNTS, ProcessStatus.SILENT)));

    assertThat(board.absent()).containsExactly(BASKET);
  }

  private static Finding finding(Workload workload) {
    return new Finding(
        "heap-" + workload.name(),
        FindingState.CONFIRMED,
        null,
        LeakKind.HEAP,
        0.9,
        workload,
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        new Evidence(
            null, null, null, null, null, null, null, null, null, null, List.of(), List.of()),
        List.of(),
        "it grows",
        "look");
  }

  private static ProcessInfo process(String instance, Workload workload, ProcessStatus status) {
    return new ProcessInfo(
        instance, workload, status, null, null, null, null, null, null, null, null, null, null,
        null, 15, NOON, NOON, null, null, null, null, List.of());
  }
}

package dev.memorysystem.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.WorkloadAnalysis;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is measured must be what services look like. */
class ServiceTest {
  @Test
  void leaksAreFound() {
    for (Service service : Service.all()) {
      if (service.leaksHeap()) {
        assertThat(found(service)).contains(LeakKind.HEAP);
      } else if (service.leaksClasses()) {
        assertThat(found(service)).contains(LeakKind.METASPACE);
      }
    }
  }

  private static List<LeakKind> found(Service service) {
    WorkloadState state = WorkloadAnalysis.initial(service.workload());
    for (Service.Report report : service.reports(Duration.ofHours(6))) {
      for (Signal signal : report.signals()) {
        state = WorkloadAnalysis.step(state, signal).state();
      }
    }
    return state.tracked().stream().map(t -> t.finding().kind()).toList();
  }

  @Test
  void aReportIsWhatAnAgentSends() {
    List<Service.Report> reports = new Service(0).reports(Duration.ofHours(1));

    assertThat(reports).hasSize(240).allMatch(r -> r.signals().getFirst() instanceof LiveSet);
    assertThat(reports.stream().filter(r -> r.signals().getLast() instanceof Survivors))
        .hasSize(80);
  }
}

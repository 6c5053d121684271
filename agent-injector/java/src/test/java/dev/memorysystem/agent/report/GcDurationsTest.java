package dev.memorysystem.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GcDurationsTest {
  private final GcDurations durations = new GcDurations(1);

  @Test
  void isAbsentBeforeTheFirstCollection() {
    assertThat(read()).isEmpty();
  }

  @Test
  void countsByTheConventionsBuckets() {
    for (double seconds : new double[] {0, 0.01, 0.02, 0.5, 5, 50}) {
      durations.add("G1 Young Generation", "end of minor GC", seconds);
    }
    durations.add("G1 Old Generation", "end of major GC", 0.2);
    var points = read().getFirst().getHistogramData().getPoints();
    assertThat(points).hasSize(2);
    var young = points.stream().filter(point -> point.getCount() == 6).findFirst().orElseThrow();
    assertThat(young.getCounts()).containsExactly(2L, 1L, 1L, 1L, 1L);
    assertThat(young.getSum()).isEqualTo(55.53);
    assertThat(young.getMin()).isZero();
    assertThat(young.getMax()).isEqualTo(50);
    assertThat(young.getStartEpochNanos()).isEqualTo(1);
    assertThat(young.getEpochNanos()).isEqualTo(2);
  }

  private List<MetricData> read() {
    List<MetricData> metrics = new ArrayList<>();
    durations.addTo(metrics, Resource.empty(), InstrumentationScopeInfo.create("test"), 2);
    return metrics;
  }
}

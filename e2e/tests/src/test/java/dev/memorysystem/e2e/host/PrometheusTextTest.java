package dev.memorysystem.e2e.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrometheusTextTest {
  private static final PrometheusText METRICS =
      new PrometheusText(
          """
          # HELP requests_total Requests.
          # TYPE requests_total counter
          requests_total{protocol="grpc",signal="logs"} 2
          requests_total{protocol="grpc",signal="metrics"} 3.0
          requests_total{protocol="http",signal="logs"} 5
          requests_totally_different{protocol="grpc"} 7
          up 1
          """);

  @Test
  void sumsTheSeriesThatHaveTheLabels() {
    assertThat(METRICS.sum("requests")).isEqualTo(10);
    assertThat(METRICS.sum("requests", "grpc")).isEqualTo(5);
    assertThat(METRICS.sum("requests", "grpc", "logs")).isEqualTo(2);
    assertThat(METRICS.sum("requests", "carrier pigeon")).isZero();
  }

  @Test
  void readsSeriesWithoutLabels() {
    assertThat(METRICS.sum("up")).isEqualTo(1);
  }
}

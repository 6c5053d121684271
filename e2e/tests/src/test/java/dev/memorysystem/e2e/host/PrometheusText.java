package dev.memorysystem.e2e.host;

import java.util.Arrays;

/** Metrics in Prometheus' text format, as far as these tests ask. */
public record PrometheusText(String text) {
  /**
   * Sum over the series of a metric, with or without {@code _total}, whose labels have all the
   * values.
   */
  public double sum(String metric, String... labelValues) {
    return text.lines()
        .filter(
            line ->
                line.startsWith(metric + "{")
                    || line.startsWith(metric + "_total{")
                    || line.startsWith(metric + " ")
                    || line.startsWith(metric + "_total "))
        .filter(
            line ->
                Arrays.stream(labelValues).allMatch(value -> line.contains("=\"" + value + "\"")))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}

package dev.memorysystem.analyzer.finding;

import dev.memorysystem.analyzer.signal.Workload;
import java.util.List;

/**
 * What is unusual in a workload, and what lately was.
 *
 * @param anomalies oldest first, bounded
 */
public record Anomalies(Workload workload, List<Anomaly> anomalies) {
  public Anomalies {
    anomalies = List.copyOf(anomalies);
  }
}

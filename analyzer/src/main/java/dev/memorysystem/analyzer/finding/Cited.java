package dev.memorysystem.analyzer.finding;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a process when somebody looked there, in a few lines for a person. It is told
 * beside a finding that the process shows, and proves nothing by itself.
 *
 * @param process its instance id
 * @param pod absent outside Kubernetes
 * @param since event time from which it counts; absent when unknown
 * @param at event time of the look
 * @param lines bounded in number and length
 */
public record Cited(
    String process, @Nullable String pod, @Nullable Instant since, Instant at, List<String> lines) {
  public Cited {
    lines = List.copyOf(lines);
  }
}

package dev.memorysystem.accuracy.shape;

import dev.memorysystem.analyzer.finding.AnomalyKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case, and what is unusual in it.
 *
 * @param truth absent where everything is as usual
 * @param beside kinds that may be told as well: they are there, and are not what is asked for
 */
public record UnusualCase(Case drawn, @Nullable Truth truth, List<AnomalyKind> beside) {
  public UnusualCase {
    beside = List.copyOf(beside);
  }

  /**
   * @param from when it begins
   * @param to when it is over
   */
  public record Truth(AnomalyKind kind, Instant from, Instant to) {}
}

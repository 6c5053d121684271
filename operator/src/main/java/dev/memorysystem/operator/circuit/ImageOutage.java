package dev.memorysystem.operator.circuit;

import dev.memorysystem.injection.SkipReason;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether the agent's image cannot be pulled in several namespaces, so that it is no matter of one.
 * It spares pods of namespaces that have not tried it yet, lets one through now and then, and ends
 * when the namespaces it was seen in recover, go, or have not shown it for long.
 */
final class ImageOutage {
  /** In so many namespaces it is no matter of one. */
  private static final int NAMESPACES = 2;

  private final Probes probes = new Probes();
  private Instant until = Instant.MIN;

  /**
   * @param untils one for each namespace that has the trouble, until when that says something of
   *     others
   */
  synchronized void see(Collection<Instant> untils, Instant now) {
    boolean before = now.isBefore(until);
    until =
        untils.stream()
            .sorted(Comparator.reverseOrder())
            .skip(NAMESPACES - 1)
            .findFirst()
            .orElse(Instant.MIN);
    boolean after = now.isBefore(until);
    if (after && !before) {
      probes.closed();
      probes.opened(now);
    }
  }

  /**
   * @param probe whether the pod will be: a dry run tries nothing
   */
  synchronized Optional<SkipReason> spare(boolean probe, Instant now) {
    return now.isBefore(until) && !(probe && probes.take(now))
        ? Optional.of(SkipReason.AgentImageUnavailable)
        : Optional.empty();
  }
}

package dev.memorysystem.agent.directive;

import dev.memorysystem.agent.os.Headroom;
import java.util.Locale;
import java.util.Optional;

/** What may be spent on one directive, and what this process has left. */
final class Budget {
  private static final double MIB = 1 << 20;

  /** Seconds; a directive that allows more has not thought of it. Chosen. */
  private static final double LONGEST_ASKED = 600;

  private final Directive directive;
  private final double podPauseSeconds;
  private final Headroom headroom;

  /**
   * @param podPauseSeconds longest pause by the pod's settings
   */
  Budget(Directive directive, double podPauseSeconds, Headroom headroom) {
    this.directive = directive;
    this.podPauseSeconds = podPauseSeconds;
    this.headroom = headroom;
  }

  /** Longest pause that the directive and the pod's settings both allow. */
  double maxPauseSeconds() {
    return Math.min(directive.maxPauseSeconds(), podPauseSeconds);
  }

  void coversPause(double predictedSeconds) throws Refused {
    coversPause(predictedSeconds, maxPauseSeconds());
  }

  /** For what the pod's settings consent to by themselves: the directive says how long. */
  void directiveCoversPause(double predictedSeconds) throws Refused {
    double asked = directive.maxPauseSeconds();
    coversPause(predictedSeconds, asked <= LONGEST_ASKED ? asked : podPauseSeconds);
  }

  private static void coversPause(double predictedSeconds, double maxPauseSeconds) throws Refused {
    if (predictedSeconds > maxPauseSeconds) {
      throw new Refused(
          String.format(
              Locale.ROOT,
              "it would stop the application for some %.0f ms, %.0f ms are allowed: allow a longer"
                  + " pause in the directive and in the profile",
              predictedSeconds * 1e3,
              maxPauseSeconds * 1e3));
    }
  }

  void coversBytes(long predicted) throws Refused {
    if (predicted > directive.maxBytes()) {
      throw new Refused(
          String.format(
              Locale.ROOT,
              "it would take some %.0f MiB, %.0f MiB are allowed: allow more bytes",
              predicted / MIB,
              directive.maxBytes() / MIB));
    }
  }

  /** Whether so much can be allocated without driving the application out of memory. */
  void heapHas(long bytes) throws Refused {
    long free = Heap.free();
    if (free < bytes) {
      throw new Refused(
          String.format(
              Locale.ROOT,
              "the heap has %.0f MiB left, it takes %.0f MiB",
              free / MIB,
              bytes / MIB));
    }
  }

  /** Whether the container has so much left that the kernel cannot take back. */
  void containerHas(long bytes) throws Refused {
    Optional<String> refusal = headroom.refuses(bytes / MIB);
    if (refusal.isPresent()) {
      throw new Refused(refusal.get().replace("; tried again", ""));
    }
  }
}

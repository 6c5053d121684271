package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.sampler.HiddenRoot;
import dev.memorysystem.agent.sampler.HiddenRoots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * The roots that no field leads to: stacks and native code. To see them stops the application, so
 * they are asked for where two searches in a row have missed the samples of a site, and seldom.
 */
final class Hidden {
  /** Seconds between two looks, chosen: with those below far less than 1 ms a minute. */
  private static final double GAP = 600;

  /** The same where looks find nothing. */
  private static final double LONGEST_GAP = 7_200;

  /** Seconds to wait for a second of pause: 1 ms a minute. */
  private static final double PER_PAUSE = 60_000;

  /** Platform threads beyond which there is no look: some milliseconds for their frames. */
  static final int MAX_THREADS = 1_000;

  private final Samples samples;
  private final DoubleSupplier seconds;
  private Set<List<Object>> missed = Collections.emptySet();
  private List<HiddenRoot> roots = Collections.emptyList();
  private OptionalDouble pause = OptionalDouble.empty();
  private boolean complete;
  private double gap = GAP;
  private double due = Double.NEGATIVE_INFINITY;

  /**
   * @param seconds a clock
   */
  Hidden(Samples samples, DoubleSupplier seconds) {
    this.samples = samples;
    this.seconds = seconds;
  }

  /**
   * Looks, if it is worth it.
   *
   * @param sites that this walk looks for
   */
  void look(Sites sites) {
    pause = OptionalDouble.empty();
    boolean missedAgain = sites.all().stream().anyMatch(site -> missed.contains(key(site)));
    if (!missedAgain || seconds.getAsDouble() < due) {
      return;
    }
    Thread[] threads = Roots.threads();
    Optional<HiddenRoots> found =
        threads.length > MAX_THREADS ? Optional.empty() : samples.hiddenRoots(own(threads));
    due = seconds.getAsDouble() + gap;
    if (found.isPresent()) {
      roots = found.get().roots();
      complete = found.get().isComplete();
      pause = OptionalDouble.of(found.get().pauseSeconds());
      due = Math.max(due, seconds.getAsDouble() + PER_PAUSE * pause.getAsDouble());
    }
  }

  /** Offers what was found, as far as it lives. */
  void offer(RootVisitor walk) {
    for (HiddenRoot root : roots) {
      walk.root(root.object().get(), kind(root), step(root));
    }
  }

  /** Notes what a search has missed, and keeps of the roots those that led to samples. */
  void searched(List<RetainedPath> paths) {
    missed = new HashSet<>();
    Set<String> used = new HashSet<>();
    for (RetainedPath path : paths) {
      if (!path.path().isPresent()) {
        missed.add(Arrays.asList(path.type(), path.frames()));
      }
      path.path()
          .filter(reached -> reached.root().isHidden())
          .ifPresent(reached -> used.add(reached.steps().get(0)));
    }
    if (pause.isPresent()) {
      gap = used.isEmpty() ? Math.min(LONGEST_GAP, 2 * gap) : GAP;
    }
    List<HiddenRoot> kept = new ArrayList<>();
    for (HiddenRoot root : roots) {
      if (used.contains(step(root).text())) {
        kept.add(root);
      }
    }
    roots = kept;
  }

  /** Seconds that the application may have stood still for this walk; absent where it did not. */
  OptionalDouble pauseSeconds() {
    return pause;
  }

  /** Whether this walk has seen all that stacks and native code refer to. */
  boolean sawAll() {
    return pause.isPresent() && complete;
  }

  private static List<Object> key(Sites.Site site) {
    return Arrays.asList(site.type, site.frames);
  }

  @SuppressWarnings("deprecation") // Thread.threadId() came with Java 19
  private static long[] own(Thread[] threads) {
    return Arrays.stream(threads)
        .filter(thread -> thread != null && Roots.isOwn(thread))
        .mapToLong(Thread::getId)
        .toArray();
  }

  private static Root kind(HiddenRoot root) {
    return root.isOnStack() ? Root.STACK : Root.JNI;
  }

  private static Step step(HiddenRoot root) {
    if (!root.type().isPresent() || !root.method().isPresent()) {
      return Step.nativeGlobal();
    }
    return root.isOnStack()
        ? Step.stack(root.type().get(), root.method().get())
        : Step.nativeCall(root.type().get(), root.method().get());
  }
}

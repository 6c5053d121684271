package dev.memorysystem.accuracy.shape;

import dev.memorysystem.accuracy.simulate.Dice;
import dev.memorysystem.accuracy.simulate.Life;
import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.Containers.Container;
import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's walks of a simulated heap tell: sessions, orders, pages, images, buffers and
 * batches are each held by a container; a ring is an array, whose length does not change; images
 * are in a map of soft references; settings and models are spread over many objects, and so are the
 * leaking ones of a process in five, which hold each other.
 */
final class Walks {
  /** Types that a container with a size holds. */
  private static final Set<String> HELD =
      Set.of(
          "com.acme.shop.Session",
          "com.acme.shop.Order",
          "com.acme.shop.Page",
          "com.acme.shop.Image",
          "com.acme.shop.Event",
          "com.acme.shop.Buffer",
          "com.acme.shop.Work",
          "com.acme.shop.Report");

  /** What is in a map by soft references, of the JDK's own class. */
  private static final String SOFTLY = "com.acme.shop.Image";

  private static final String LEAKING = "com.acme.shop.Order";

  /** Share of the leaks whose objects hold each other. Chosen. */
  private static final double LINKED = 0.2;

  /** Seconds between two walks, at first and later, as the agent has them. */
  private static final double CLOSE = 15;

  private static final double LATER = 60;

  private static final int CLOSE_WALKS = 20;

  /** Of so many walks one is told though nothing grew. */
  private static final int TOLD_EACH = 8;

  /** Bytes of an element with all that it refers to. Chosen. */
  private static final double SMALLEST = 200;

  private static final double LARGEST = 16 << 10;

  /** Bytes of an entry of a map. */
  private static final double ENTRY = 40;

  /** Bytes of an array's slot. */
  private static final double SLOT = 4;

  /** Bytes of a soft reference. */
  private static final double REFERENCE = 40;

  /** An element's own share of them. Chosen: a few fields and what they refer to. */
  private static final double OWN = 0.1;

  private final Dice dice;
  private final boolean linked;
  private final Map<String, Counted> counted = new LinkedHashMap<>();
  private double last = Double.NEGATIVE_INFINITY;
  private int walks;

  Walks(Dice dice) {
    this.dice = dice;
    this.linked = dice.chance(LINKED);
  }

  /** The walk that comes with a report; empty when none does or it has nothing to tell. */
  Optional<Containers> at(Life.Sample sample, Workload workload, ProcessRef process, Instant at) {
    if (sample.second() - last < (walks < CLOSE_WALKS ? CLOSE : LATER)) {
      return Optional.empty();
    }
    last = sample.second();
    boolean due = walks % TOLD_EACH == 0;
    walks++;
    boolean grew = false;
    for (Life.Kept kept : sample.kept()) {
      if (HELD.contains(kept.type()) && !(linked && kept.type().equals(LEAKING))) {
        grew |=
            counted
                .computeIfAbsent(kept.type(), type -> new Counted(type, kept.most(), dice))
                .measured(kept.bytes(), (long) sample.second());
      }
    }
    return grew || due
        ? Optional.of(
            new Containers(
                workload,
                process,
                at,
                Duration.ofSeconds((long) sample.second()),
                1.0,
                0.1,
                20_000L,
                true,
                counted.values().stream()
                    .map(Counted::told)
                    .sorted(
                        Comparator.comparingLong((Container c) -> c.size() - c.firstSize())
                            .reversed())
                    .toList()))
        : Optional.empty();
  }

  /** A map that is walked again and again, or an array where there is only so much room. */
  private static final class Counted {
    private final String type;
    private final double most;
    private final double elementBytes;
    private final List<Long> sizes = new ArrayList<>();
    private long firstSeconds;
    private long previousSeconds;
    private long seconds;
    private int grew;
    private int shrank;

    Counted(String type, double most, Dice dice) {
      this.type = type;
      this.most = most;
      this.elementBytes = dice.logUniform(SMALLEST, LARGEST);
    }

    /** Whether it has grown. */
    boolean measured(double bytes, long second) {
      long size = (long) ((most > 0 ? most : bytes) / elementBytes);
      Long before = sizes.isEmpty() ? null : sizes.getLast();
      sizes.add(size);
      firstSeconds = before == null ? second : firstSeconds;
      previousSeconds = seconds;
      seconds = second;
      grew += before != null && size > before ? 1 : 0;
      shrank += before != null && size < before ? 1 : 0;
      return before != null && size > before;
    }

    Container told() {
      @Nullable Long unknown = null;
      boolean softly = type.equals(SOFTLY);
      double own = sizes.getLast() * (softly ? REFERENCE : OWN * elementBytes);
      int compared = sizes.size() - 1;
      String field = type + "s.all";
      return new Container(
          PathRoot.STATIC,
          List.of("com.acme.shop.Main.app", field),
          field,
          most > 0 ? type + "[]" : "java.util.concurrent.ConcurrentHashMap",
          sizes.getLast(),
          sizes.getFirst(),
          firstSeconds,
          compared == 0 ? unknown : sizes.get(compared - 1),
          compared == 0 ? unknown : Long.valueOf(previousSeconds),
          compared,
          grew,
          shrank,
          softly ? SoftReference.class.getName() : type,
          null,
          (long) (sizes.getLast() * (most > 0 ? SLOT : ENTRY) + own));
    }
  }
}

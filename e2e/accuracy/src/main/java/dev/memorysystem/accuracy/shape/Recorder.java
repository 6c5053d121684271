package dev.memorysystem.accuracy.shape;

import dev.memorysystem.accuracy.simulate.Dice;
import dev.memorysystem.accuracy.simulate.Jvm;
import dev.memorysystem.accuracy.simulate.Life;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs a plan and writes down what agents and operator would have sent. */
final class Recorder {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** A container's limit where the heap's binds, over the most that was used: chosen. */
  private static final double HEADROOM = 1.15;

  /** Seconds that a service's methods take to compile, until it is warm. Chosen. */
  private static final double JIT = 30;

  private final Shape shape;
  private final Family family;
  private final long seed;
  private final int index;
  private final Plan plan;
  private final Workload workload = new Workload("shop", "Deployment", "checkout", "app");

  Recorder(Shape shape, Family family, long seed, int index, Plan plan) {
    this.shape = shape;
    this.family = family;
    this.seed = seed;
    this.index = index;
    this.plan = plan;
  }

  /** A signal and when it was told, seconds since the case's beginning. */
  private record Told(double second, Signal signal) {}

  Case record() {
    List<Life> lives = plan.runs().stream().map(this::live).toList();
    double watched = plan.setup().span();
    Case.Leak leak = null;
    if (plan.leaks()) {
      double exhausted = exhausted(lives);
      leak = new Case.Leak(at(plan.leakFrom()), at(exhausted));
      watched = plan.leakFrom() + (exhausted - plan.leakFrom()) / 2;
    } else if (lives.stream().anyMatch(life -> life.exhausted() != null)) {
      throw new IllegalStateException("no leak, and yet exhausted: " + detail());
    }
    return new Case(
        shape.name(),
        detail(),
        signals(lives, watched),
        START,
        leak,
        Duration.ofSeconds((long) plan.setup().interval()));
  }

  private Life live(Plan.Run run) {
    Setup setup = plan.setup();
    double longest = plan.leaks() ? plan.leakFrom() + 20 * setup.span() : setup.span();
    double container =
        plan.binding() > 1
            ? Double.POSITIVE_INFINITY
            : setup.nonHeap().bytes() + plan.binding() * setup.limit();
    return Jvm.run(
        setup.machine(container),
        run.application(),
        Math.min(run.ends(), longest) - run.starts(),
        setup.dice().split());
  }

  /** The first end by exhaustion of all processes, seconds since the case's beginning. */
  private double exhausted(List<Life> lives) {
    double first = Double.POSITIVE_INFINITY;
    for (int i = 0; i < lives.size(); i++) {
      Double after = lives.get(i).exhausted();
      if (after != null) {
        first = Math.min(first, plan.runs().get(i).starts() + after);
      }
    }
    if (Double.isInfinite(first) || first <= plan.leakFrom()) {
      throw new IllegalStateException("a leak that does not run out as it should: " + detail());
    }
    return first;
  }

  private List<Case.Arrival> signals(List<Life> lives, double watched) {
    double most =
        lives.stream()
            .flatMap(life -> life.samples().stream())
            .mapToDouble(Life.Sample::anonymous)
            .max()
            .orElse(0);
    double binds = plan.setup().nonHeap().bytes() + plan.binding() * plan.setup().limit();
    double container =
        plan.binding() > 1
            ? HEADROOM * Math.max(most, plan.setup().limit() + plan.setup().nonHeap().bytes())
            : binds;
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < lives.size(); i++) {
      tell(plan.runs().get(i), i, lives.get(i), (long) container, told);
    }
    return told.stream()
        .filter(each -> each.second() <= watched)
        .sorted(Comparator.comparingDouble(Told::second))
        .map(each -> new Case.Arrival(at(each.second()), each.signal()))
        .toList();
  }

  private void tell(Plan.Run run, int number, Life life, long container, List<Told> told) {
    ProcessRef process =
        new ProcessRef(
            "start-" + number,
            run.pod(),
            "uid-" + run.pod(),
            "node",
            1L,
            "OpenJDK 25",
            "checkout:" + run.revision(),
            run.revision(),
            at(plan.disturbance().clock(run.starts())));
    told.add(new Told(run.starts(), pod(run, container, number, run.starts(), false)));
    Walks walks = new Walks(Dice.of(seed, detail() + ", walks", index));
    for (Life.Sample sample : life.samples()) {
      double second = run.starts() + sample.second();
      if (!plan.disturbance().lost(second)) {
        Instant at = at(plan.disturbance().clock(second));
        told.add(new Told(second, liveSet(process, at, sample, run, container)));
        if (sample.sites() != null) {
          told.add(new Told(second, survivors(process, at, sample, sample.sites())));
        }
        if (plan.setup().sampled()) {
          walks
              .at(sample, workload, process, at)
              .ifPresent(walk -> told.add(new Told(second, walk)));
        }
      }
    }
    if (run.podEnds()) {
      told.add(new Told(run.ends(), pod(run, container, number, run.ends(), true)));
    }
  }

  private PodFact pod(Plan.Run run, long container, int restarts, double second, boolean deleted) {
    return new PodFact(
        workload,
        at(second),
        run.pod(),
        "uid-" + run.pod(),
        "checkout:" + run.revision(),
        null,
        run.revision(),
        container,
        restarts,
        null,
        null,
        deleted);
  }

  private LiveSet liveSet(
      ProcessRef process, Instant at, Life.Sample sample, Plan.Run run, long container) {
    return Reports.liveSet(
        workload,
        process,
        at,
        sample,
        run.application().beside(),
        (long) plan.setup().limit(),
        container,
        JIT * family.warmedUp(sample.second() / (2 * plan.setup().warmUp())));
  }

  private Survivors survivors(
      ProcessRef process, Instant at, Life.Sample sample, List<Survivors.Site> sites) {
    return new Survivors(
        workload,
        process,
        at,
        "jfr",
        Duration.ofSeconds((long) sample.second()),
        (long) sample.allocated(),
        sites);
  }

  private static Instant at(double second) {
    return START.plusMillis((long) (1000 * second));
  }

  private String detail() {
    Setup setup = plan.setup();
    return "%s seed %d #%d: %s, %d MiB, %s, watched for %s"
        .formatted(
            family,
            seed,
            index,
            setup.heap().kind(),
            (long) setup.limit() >> 20,
            setup.sampled() ? "sampled" : "not sampled",
            Duration.ofSeconds((long) setup.span()));
  }
}

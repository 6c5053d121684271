package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.anomaly.Reading.Sign;
import dev.memorysystem.analyzer.detect.Settled;
import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is unusual in a workload's live set and allocation, and when it is over. It looks at
 * what was measured, and at no finding; no finding looks at it.
 */
public final class Unusual {
  /** Levels that say that a step is undone. */
  private static final int UNDONE = 3;

  /** After so long a step is what is usual. Chosen. */
  private static final Duration USUAL = Duration.ofDays(1);

  private static final String GROWS = "It grows on, which is more than a step: see the findings.";

  private final Workload workload;
  private final Instant at;
  private final Told told;

  private Unusual(Workload workload, Instant at, Noticed before) {
    this.workload = workload;
    this.at = at;
    this.told = new Told(before.told());
  }

  /**
   * A process of the workload.
   *
   * @param running neither gone nor silent
   * @param verdict of its heap; absent before it was judged
   */
  public record Seen(ProcessState state, boolean running, @Nullable Verdict verdict) {
    String instanceId() {
      return state.process().instanceId();
    }
  }

  /**
   * After one more report.
   *
   * @param signal the report; absent when a process is known to have gone
   * @param processes all that are known of, that of the report included
   */
  public static Noticed next(
      Noticed before,
      Workload workload,
      Instant at,
      @Nullable LiveSet signal,
      List<Seen> processes) {
    return new Unusual(workload, at, before).next(before, signal, processes);
  }

  private Noticed next(Noticed before, @Nullable LiveSet signal, List<Seen> processes) {
    Set<String> running =
        processes.stream().filter(Seen::running).map(Seen::instanceId).collect(Collectors.toSet());
    List<Pulse> pulses = new ArrayList<>(before.pulses());
    pulses.removeIf(pulse -> !running.contains(pulse.instanceId()));
    boolean looked = false;
    if (signal != null) {
      String instance = signal.process().instanceId();
      Optional<Seen> seen =
          processes.stream().filter(p -> p.instanceId().equals(instance)).findFirst();
      Optional<Pulse> known = before.pulse(instance);
      if (seen.isPresent()) {
        Pulse next = beat(known, signal, seen.get());
        pulses.removeIf(pulse -> pulse.instanceId().equals(instance));
        pulses.add(next);
        looked = known.isPresent() && !next.opened().equals(known.get().opened());
      }
    }
    boolean left = pulses.size() < before.pulses().size();
    if (looked || left) {
      settle(AnomalyKind.ALLOCATION_BURST, pulses, Pulse::burst);
      settle(AnomalyKind.GC_THRASH, pulses, Pulse::thrash);
      ownPast(processes, signal);
      deploy(processes);
    }
    return new Noticed(pulses, told.at(at));
  }

  private Pulse beat(Optional<Pulse> known, LiveSet signal, Seen seen) {
    Beat now = Beat.of(signal);
    Pulse before = known.orElseGet(() -> Pulse.of(seen.instanceId(), now));
    if (!before.last().goesOnTo(now)) {
      return now.at().isAfter(before.last().at()) ? Pulse.of(seen.instanceId(), now) : before;
    }
    Pulse open = before.with(now, Pulse.smaller(signal.floor(), signal.oldFloor()));
    Window window = Window.of(open, now, seen.state());
    return window.seconds() < Window.SECONDS ? open : closed(open, window, seen.state());
  }

  private Pulse closed(Pulse pulse, Window window, ProcessState process) {
    long warm = Settled.after(process);
    boolean settled = process.second(window.begins()) >= warm;
    Reading burst = settled ? Burst.read(window, pulse.rates()) : Reading.NOTHING;
    Reading thrash = settled ? Thrash.read(window, process) : Reading.NOTHING;
    Streak bursting = pulse.burst().with(burst, window);
    Streak thrashing = pulse.thrash().with(thrash, window);
    told(AnomalyKind.ALLOCATION_BURST, pulse.burst(), bursting, burst, process, "By/s");
    told(AnomalyKind.GC_THRASH, pulse.thrash(), thrashing, thrash, process, "1");
    Double rate = window.allocationRate();
    boolean counts = settled && rate != null && !bursting.isBeginning();
    return pulse.reopened(
        counts && rate != null ? pulse.rates().with(rate) : pulse.rates(), bursting, thrashing);
  }

  private void told(
      AnomalyKind kind,
      Streak before,
      Streak now,
      Reading reading,
      ProcessState process,
      String unit) {
    Instant since = now.turning();
    if (!before.active() && now.active() && since != null && told.open(kind).isEmpty()) {
      begins(kind, since, process.process(), now.usual(), reading.level(), unit, reading.reason());
    } else if (now.active() && reading.sign() != Sign.USUAL) {
      told.change(kind, anomaly -> anomaly.reaching(reading.level()));
    }
  }

  private void begins(
      AnomalyKind kind,
      Instant since,
      ProcessRef process,
      @Nullable Double usual,
      double level,
      String unit,
      String reason) {
    told.begins(new Anomaly(kind, workload, since, null, process, usual, level, unit, reason));
  }

  /** It is over when it goes on in no process. */
  private void settle(AnomalyKind kind, List<Pulse> pulses, Function<Pulse, Streak> streak) {
    Optional<Anomaly> open = told.open(kind);
    if (open.isPresent() && pulses.stream().noneMatch(pulse -> streak.apply(pulse).active())) {
      String instance = open.get().process().instanceId();
      boolean runs = pulses.stream().anyMatch(pulse -> pulse.instanceId().equals(instance));
      told.over(kind, at, runs ? "It is as usual again." : "Its process has ended.");
    }
  }

  private void ownPast(List<Seen> processes, @Nullable LiveSet signal) {
    Optional<Anomaly> open = told.open(AnomalyKind.LIVE_SET_STEP);
    if (open.isPresent()) {
      endOwnPast(open.get(), processes);
      return;
    }
    for (Seen seen : processes) {
      boolean reports = signal != null && seen.instanceId().equals(signal.process().instanceId());
      if (reports && seen.verdict() != Verdict.LEAK) {
        OwnPast.of(seen.state())
            .filter(shift -> isNews(seen, shift))
            .ifPresent(shift -> begins(AnomalyKind.LIVE_SET_STEP, seen.state().process(), shift));
      }
    }
  }

  private void endOwnPast(Anomaly open, List<Seen> processes) {
    Optional<Seen> of =
        processes.stream()
            .filter(Seen::running)
            .filter(seen -> seen.instanceId().equals(open.process().instanceId()))
            .findFirst();
    if (of.isEmpty()) {
      told.over(open.kind(), at, "Its process has ended.");
    } else if (of.get().verdict() == Verdict.LEAK) {
      told.over(open.kind(), at, GROWS);
    } else {
      endStep(open, Levels.acrossCycles(of.get().state()).newest(UNDONE));
    }
  }

  private void endStep(Anomaly open, Levels newest) {
    Double usual = open.usual();
    if (usual != null && Shift.isUndone(usual, open.level(), newest)) {
      told.over(open.kind(), at, "It was undone.");
    } else if (Duration.between(open.since(), at).compareTo(USUAL) >= 0) {
      told.over(open.kind(), at, "A day later it is what is usual.");
    }
  }

  private void deploy(List<Seen> processes) {
    List<ProcessState> known = processes.stream().map(Seen::state).toList();
    Set<String> running =
        processes.stream()
            .filter(Seen::running)
            .flatMap(seen -> Stream.ofNullable(seen.state().process().revision()))
            .collect(Collectors.toSet());
    Optional<String> newest = Deploy.newest(known, running::contains);
    Optional<Anomaly> open = told.open(AnomalyKind.STEP_AFTER_DEPLOY);
    if (open.isPresent()) {
      endDeploy(open.get(), processes, newest);
    } else if (newest.isPresent() && !wasTold(newest.get()) && !leaks(newest.get(), processes)) {
      Deploy.of(newest.get(), known)
          .ifPresent(step -> begins(AnomalyKind.STEP_AFTER_DEPLOY, step.process(), step.shift()));
    }
  }

  private static boolean leaks(String revision, List<Seen> processes) {
    return processes.stream()
        .filter(seen -> revision.equals(seen.state().process().revision()))
        .anyMatch(seen -> seen.verdict() == Verdict.LEAK);
  }

  private void endDeploy(Anomaly open, List<Seen> processes, Optional<String> newest) {
    if (newest.isEmpty()) {
      told.over(open.kind(), at, "None of its processes runs.");
    } else if (!newest.get().equals(open.process().revision())) {
      told.over(open.kind(), at, "Another revision has taken its place.");
    } else if (leaks(newest.get(), processes)) {
      told.over(open.kind(), at, GROWS);
    } else {
      endStep(
          open,
          processes.stream()
              .filter(seen -> seen.instanceId().equals(open.process().instanceId()))
              .findFirst()
              .map(seen -> Levels.acrossCycles(seen.state()).newest(UNDONE))
              .orElse(new Levels(List.of())));
    }
  }

  private void begins(AnomalyKind kind, ProcessRef process, Shift shift) {
    begins(kind, shift.since(), process, shift.usual(), shift.level(), "By", shift.reason());
  }

  private boolean wasTold(String revision) {
    return told.of(AnomalyKind.STEP_AFTER_DEPLOY).stream()
        .anyMatch(anomaly -> revision.equals(anomaly.process().revision()));
  }

  /** Of a process a step is told again when it comes on top of the one told. */
  private boolean isNews(Seen seen, Shift shift) {
    return told.of(AnomalyKind.LIVE_SET_STEP).stream()
        .filter(anomaly -> anomaly.process().instanceId().equals(seen.instanceId()))
        .allMatch(
            anomaly -> {
              Double usual = anomaly.usual();
              return usual != null && shift.usual() > (anomaly.level() + usual) / 2;
            });
  }
}

package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.track.MergedFindings;
import dev.memorysystem.analyzer.track.Watched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two states of one workload, folded in two places, as one: see {@link WorkloadAnalysis#merge}.
 * Only event time is compared, never the order in which the states are given.
 */
final class Merging {
  private static final Comparator<Watched> NEWEST =
      Comparator.comparing(Merging::lastHeard)
          .reversed()
          .thenComparing(w -> w.state().process().instanceId());

  private Merging() {}

  static Step merge(WorkloadState one, WorkloadState other) {
    if (!one.workload().equals(other.workload())) {
      throw new IllegalArgumentException(
          "states of %s and of %s cannot be merged"
              .formatted(one.workload().key(), other.workload().key()));
    }
    if (one.equals(other)) {
      return new Step(one, List.of());
    }
    long heard = Math.max(one.heard(), other.heard());
    Instant at = newest(one).isAfter(newest(other)) ? newest(one) : newest(other);
    MergedFindings findings =
        MergedFindings.of(
            WorkloadAnalysis.JUDGED,
            one.tracked(),
            other.tracked(),
            Stream.concat(one.past().stream(), other.past().stream()).toList(),
            at);
    WorkloadState merged =
        new WorkloadState(
            WorkloadState.VERSION,
            one.workload(),
            newer(one.settings(), other.settings()),
            heard,
            processes(one, other, heard),
            findings.past(),
            findings.tracked(),
            newer(one.assessed(), other.assessed()),
            one.unusual().merged(other.unusual()));
    List<Decision> told = new ArrayList<>();
    for (Finding finding : findings.told()) {
      told.add(new Decision.FindingChanged(finding));
    }
    List<Anomaly> unusual = merged.unusual().told();
    if (!unusual.equals(one.unusual().told()) || !unusual.equals(other.unusual().told())) {
      told.add(new Decision.AnomaliesChanged(new Anomalies(merged.workload(), unusual)));
    }
    return new Step(judgedAnew(merged, one, other), told);
  }

  /** Those heard last, in order of their start. */
  private static List<Watched> processes(WorkloadState one, WorkloadState other, long heard) {
    var byInstance = new TreeMap<String, Watched>();
    for (WorkloadState state : List.of(one, other)) {
      for (Watched watched : state.processes()) {
        // as long silent as it was there
        long heardAs = heard - (state.heard() - watched.heard());
        byInstance.merge(
            watched.state().process().instanceId(),
            watched.heardAs(heardAs),
            (a, b) -> a.joined(b, Math.max(a.heard(), b.heard())));
      }
    }
    List<Watched> newest =
        replaced(List.copyOf(byInstance.values())).stream()
            .sorted(NEWEST)
            .limit(WorkloadAnalysis.PROCESSES)
            .toList();
    return newest.stream()
        .sorted(
            Comparator.comparing((Watched w) -> w.state().origin())
                .thenComparing(w -> w.state().process().instanceId()))
        .toList();
  }

  /** A new start in a pod has taken the place of the one before, whoever heard of either. */
  private static List<Watched> replaced(List<Watched> processes) {
    return processes.stream()
        .map(w -> processes.stream().anyMatch(o -> replaces(o, w)) ? w.asGone() : w)
        .toList();
  }

  private static boolean replaces(Watched newer, Watched older) {
    ProcessRef process = newer.state().process();
    return process.podUid() != null
        && process.podUid().equals(older.state().process().podUid())
        && !newer.is(older.state().process())
        && newer.state().origin().isAfter(older.state().origin());
  }

  /** What was put together of two pieces says more than either. */
  private static WorkloadState judgedAnew(
      WorkloadState merged, WorkloadState one, WorkloadState other) {
    return merged.with(
        merged.processes().stream()
            .map(w -> isKnown(w, one) || isKnown(w, other) ? w : WorkloadAnalysis.judged(merged, w))
            .toList());
  }

  private static boolean isKnown(Watched watched, WorkloadState state) {
    return state.processes().stream().anyMatch(w -> w.state().equals(watched.state()));
  }

  private static Instant newest(WorkloadState state) {
    return Stream.of(
            state.processes().stream().map(Merging::lastHeard),
            state.tracked().stream().map(t -> t.toldAt()),
            Stream.ofNullable(state.settings()).map(DetectionSettings::at),
            Stream.ofNullable(state.assessed()).map(Assessment::at))
        .flatMap(each -> each)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static Instant lastHeard(Watched watched) {
    return Objects.requireNonNullElse(watched.state().lastAt(), watched.state().origin());
  }

  private static @Nullable DetectionSettings newer(
      @Nullable DetectionSettings one, @Nullable DetectionSettings other) {
    Comparator<DetectionSettings> order =
        Comparator.comparing(DetectionSettings::at).thenComparing(Merging::text);
    return Stream.concat(Stream.ofNullable(one), Stream.ofNullable(other)).max(order).orElse(null);
  }

  private static @Nullable Assessment newer(@Nullable Assessment one, @Nullable Assessment other) {
    Comparator<Assessment> order =
        Comparator.comparing(Assessment::at).thenComparing(Assessment::toString);
    return Stream.concat(Stream.ofNullable(one), Stream.ofNullable(other)).max(order).orElse(null);
  }

  /** Triage in the order of its findings: a map's own is not the same in every process. */
  private static String text(DetectionSettings settings) {
    return settings.minimumConfidence()
        + " "
        + settings.horizon()
        + " "
        + new TreeMap<>(settings.triage());
  }
}

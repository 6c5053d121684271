package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.signal.Measured.NOON;

import dev.memorysystem.analyzer.finding.Evidence;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.GrowingContainer;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Triage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finding in the making: suspected at noon of a heap, nothing more is known of it. */
final class AFinding {
  private final String id;
  private FindingState state = FindingState.SUSPECTED;
  private @Nullable Triage triage;
  private LeakKind kind = LeakKind.HEAP;
  private double confidence = 0.6;
  private List<ProcessRef> processes = List.of(Measured.process("i-1", NOON));
  private @Nullable Sighting firstSeen;
  private @Nullable Sighting lastSeen;
  private @Nullable String type;
  private @Nullable String frame;
  private @Nullable String holder;
  private @Nullable GrowingContainer container;
  private @Nullable Double bytesPerHour = 1000.0;
  private @Nullable Exhaustion exhaustion;
  private List<Transition> transitions =
      List.of(new Transition(FindingState.SUSPECTED, NOON, "It grows."));

  private AFinding(String id) {
    this.id = id;
  }

  static AFinding of(String id) {
    return new AFinding(id);
  }

  /** In another state since so many seconds after noon. */
  AFinding in(FindingState other, long second) {
    state = other;
    List<Transition> longer = new ArrayList<>(transitions);
    longer.add(new Transition(other, NOON.plusSeconds(second), "Now " + other + "."));
    transitions = longer;
    return this;
  }

  /** Suspected for the first time so many seconds after noon. */
  AFinding since(long second) {
    transitions =
        List.of(new Transition(FindingState.SUSPECTED, NOON.plusSeconds(second), "It grows."));
    return this;
  }

  AFinding triaged(Triage by) {
    triage = by;
    return this;
  }

  AFinding of(LeakKind other) {
    kind = other;
    return this;
  }

  AFinding confidence(double probability) {
    confidence = probability;
    return this;
  }

  AFinding shownBy(ProcessRef... all) {
    processes = List.of(all);
    return this;
  }

  AFinding seen(@Nullable Sighting first, @Nullable Sighting last) {
    firstSeen = first;
    lastSeen = last;
    return this;
  }

  AFinding at(String site) {
    type = "com.acme.Order";
    frame = site;
    return this;
  }

  AFinding heldBy(@Nullable String field, @Nullable GrowingContainer in) {
    holder = field;
    container = in;
    return this;
  }

  AFinding growing(@Nullable Double perHour) {
    bytesPerHour = perHour;
    return this;
  }

  AFinding until(@Nullable Exhaustion when) {
    exhaustion = when;
    return this;
  }

  static GrowingContainer container(long elements) {
    return new GrowingContainer(
        "java.util.HashMap", "static", null, 1L, NOON, elements, NOON.plusSeconds(360));
  }

  Finding told() {
    return new Finding(
        id,
        state,
        triage,
        kind,
        confidence,
        Measured.WORKLOAD,
        processes,
        firstSeen,
        lastSeen,
        type,
        frame == null ? List.of() : List.of(frame),
        holder,
        holder == null ? List.of() : List.of(holder),
        container,
        bytesPerHour,
        type == null ? null : Double.valueOf(0.5),
        exhaustion,
        new Evidence(
            null, null, null, null, null, null, null, null, null, frame, List.of(), List.of()),
        transitions,
        "reason of " + id,
        "look at " + id);
  }

  /** As it was told last so many seconds after noon, when it leaked last. */
  Tracked tracked(long second) {
    return tracked(second, second);
  }

  Tracked tracked(long toldSecond, long leakingSecond) {
    Instant at = NOON.plusSeconds(toldSecond);
    return new Tracked(
        told(), at, 100, 0, 1, 0, NOON.plusSeconds(leakingSecond), List.of(), null, null);
  }
}

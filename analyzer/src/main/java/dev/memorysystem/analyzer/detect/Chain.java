package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules in their order. A leak must pass every necessary one: the first that does not say leak
 * decides. Then the first of the deciding rules that can say anything decides.
 */
public final class Chain {
  private static final List<Rule> NECESSARY =
      List.of(
          new GivenBack(),
          new EnoughObservation(),
          new LevelShift(),
          new FollowsLoad(),
          new GrowingFloor(),
          new StillGrowing(),
          new Saturation(),
          new MaterialGrowth(),
          new RoomUsed(),
          new ContainersFilled());

  private static final List<Rule> DECIDING =
      List.of(
          new HeldSoftly(),
          new SurvivingSites(),
          new OtherStarts(),
          new GrowingContainers(),
          new FloorAlone());

  /** Those that wait for more to be seen, so that what cannot wait is told before. */
  private static final Set<String> WAITING =
      Set.of(new EnoughObservation().name(), new GrowingFloor().name(), new RoomUsed().name());

  /** Confidence below which nothing is suspected: three of four are no leaks. Chosen. */
  private static final double SUSPECTED = 0.25;

  private Chain() {}

  /**
   * @param at event time of the judgement
   * @param horizon how far ahead exhaustion matters
   * @param peers other starts of the same workload
   */
  public static Judgement judge(
      ProcessState process, Instant at, Duration horizon, List<Peer> peers) {
    var seen = Observation.of(process, at, horizon, peers);
    Judgement judged = decide(LeakKind.HEAP, seen, NECESSARY, DECIDING);
    return WAITING.contains(judged.rule()) && judged.verdict() == Verdict.INSUFFICIENT
        ? FillsSoon.judge(process, seen, judged, judged.steps()).orElse(judged)
        : judged;
  }

  /**
   * Whether a new snapshot of survivors can change what was said of a heap: only what passes every
   * necessary rule is asked for its sites, and those rules read none.
   */
  public static boolean looksAtSites(Judgement judgement) {
    return NECESSARY.stream().noneMatch(rule -> rule.name().equals(judgement.rule()));
  }

  /** Whether a walk of the heap can: it is asked for by the last of them, too. */
  public static boolean looksAtContainers(Judgement judgement) {
    return looksAtSites(judgement) || judgement.rule().equals(NECESSARY.getLast().name());
  }

  /** What rules say of one kind of memory. */
  static Judgement decide(
      LeakKind kind, Observation seen, List<Rule> necessary, List<Rule> deciding) {
    List<String> steps = new ArrayList<>();
    for (Rule rule : necessary) {
      Answer answer = ask(rule, seen, steps);
      if (!(answer instanceof Answer.Leak)) {
        return judgement(kind, seen, rule, settled(seen, answer, steps), steps);
      }
    }
    Rule last = deciding.getLast();
    Answer answer = new Answer.CannotSay("");
    for (Rule rule : deciding) {
      last = rule;
      answer = ask(rule, seen, steps);
      if (!(answer instanceof Answer.CannotSay)) {
        break;
      }
    }
    return judgement(kind, seen, last, answer, steps);
  }

  /** What cannot be said by the curve may be by walks of the heap. */
  private static Answer settled(Observation seen, Answer answer, List<String> steps) {
    Optional<Answer> settled =
        answer instanceof Answer.CannotSay ? NothingTakesIn.says(seen) : Optional.empty();
    settled.ifPresent(quiet -> steps.add("nothing takes in: " + quiet.reason()));
    return settled.orElse(answer);
  }

  private static Answer ask(Rule rule, Observation seen, List<String> steps) {
    Answer answer = rule.judge(seen);
    steps.add(rule.name() + ": " + answer.reason());
    return answer;
  }

  private static Judgement judgement(
      LeakKind kind, Observation seen, Rule rule, Answer answer, List<String> steps) {
    Growth growth = seen.growth();
    if (!(answer instanceof Answer.Leak) || growth == null) {
      Verdict verdict = answer instanceof Answer.NotLeak ? Verdict.NO_LEAK : Verdict.INSUFFICIENT;
      return new Judgement(
          kind,
          verdict,
          rule.name(),
          answer.reason(),
          seen.watched(),
          0,
          growth,
          List.of(),
          null,
          null,
          null,
          steps);
    }
    List<SiteSurvivors> culprits = SurvivingSites.leaking(seen);
    double confidence = Confidence.of(seen, growth, culprits);
    if (confidence < SUSPECTED) {
      String doubted =
          "It grows, but of what grows so %s is a leak at most: %s"
              .formatted(Words.percent(SUSPECTED), answer.reason());
      steps.add("confidence: " + doubted);
      return judgement(kind, seen, rule, new Answer.CannotSay(doubted), steps);
    }
    SeveralSites.words(seen, culprits).ifPresent(words -> steps.add("several sites: " + words));
    String unconfirmed =
        kind == LeakKind.HEAP ? unconfirmed(seen, culprits) : ResourceAlone.unconfirmed(seen);
    if (unconfirmed != null) {
      steps.add("not confirmed: " + unconfirmed);
    }
    return new Judgement(
        kind,
        Verdict.LEAK,
        rule.name(),
        answer.reason(),
        seen.watched(),
        confidence,
        growth,
        SurvivingSites.places(seen, culprits),
        Forecast.of(seen),
        null,
        unconfirmed,
        steps);
  }

  private static @Nullable String unconfirmed(Observation seen, List<SiteSurvivors> culprits) {
    String room = RoomUsed.unconfirmed(seen);
    String container = room == null ? GrowingContainers.unconfirmed(seen, culprits) : room;
    return container == null ? FixedArray.unconfirmed(seen, culprits) : container;
  }
}

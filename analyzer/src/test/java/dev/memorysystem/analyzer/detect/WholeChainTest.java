package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.detect.AnObservation.MIB;
import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.HeldSite;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.PathRoot;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the rules say one after another. */
class WholeChainTest {
  private static final List<Point> FLOORS = Seen.minutes(25, t -> 100 + t / 3);

  /** Grows by 6 MiB each half minute in a heap of 1 GiB, for an hour. */
  private static Judgement judged(int each) {
    ProcessState state = ProcessState.of(Measured.process("i-1", NOON), NOON);
    for (int i = 1; i <= 120; i++) {
      long floor = (100 + (long) each * i) * MIB;
      state =
          state.with(
              Measured.at(30L * i)
                  .floor(floor)
                  .collections(i)
                  .oldCycles(i, floor)
                  .heap(floor, 1024 * MIB)
                  .told());
    }
    return Chain.judge(state, NOON.plusSeconds(3600), Duration.ofDays(7), List.of());
  }

  @Test
  void aLeakPassesEveryNecessaryRuleAndThenTheFirstThatCanSayAnythingDecides() {
    Judgement leak = judged(6);

    assertThat(leak.verdict()).isEqualTo(Verdict.LEAK);
    assertThat(leak.rule()).isEqualTo("growth alone");
    assertThat(leak.steps())
        .extracting(step -> step.substring(0, step.indexOf(": ")))
        .containsExactly(
            "nothing given back",
            "enough observation",
            "level shift",
            "load",
            "growing live set",
            "still growing",
            "growth or filling",
            "material growth",
            "room used",
            "containers filled",
            "held softly",
            "surviving sites",
            "other starts",
            "growing containers",
            "growth alone");
    assertThat(leak.exhaustion()).isNotNull();
    assertThat(Chain.looksAtSites(leak)).isTrue();
    assertThat(Chain.looksAtContainers(leak)).isTrue();
  }

  @Test
  void theFirstNecessaryRuleThatDoesNotSayLeakDecides() {
    Judgement flat = judged(0);

    assertThat(flat.verdict()).isEqualTo(Verdict.NO_LEAK);
    assertThat(flat.rule()).isEqualTo("growing live set");
    assertThat(flat.confidence()).isZero();
    assertThat(flat.steps()).hasSize(5);
    assertThat(flat.exhaustion()).isNull();
    assertThat(Chain.looksAtSites(flat)).isFalse();
    assertThat(Chain.looksAtContainers(flat)).isFalse();
  }

  @Test
  void onlyTheLastNecessaryRuleAsksForWalks() {
    Judgement filled =
        Judgement.without(
            LeakKind.HEAP, Verdict.INSUFFICIENT, new ContainersFilled().name(), "It is full.", 60);

    assertThat(Chain.looksAtSites(filled)).isFalse();
    assertThat(Chain.looksAtContainers(filled)).isTrue();
  }

  private static Judgement decided(Rule necessary, AnObservation seen) {
    return Chain.decide(
        LeakKind.HEAP, seen.seen(), List.of(necessary), List.of(new SurvivingSites()));
  }

  private static final Rule PASSING = new ContainersFilled();

  @Test
  void whatTheCurveCannotTellWalksMay() {
    AnObservation quiet =
        AnObservation.of(Seen.minutes(25, t -> 100)).walked(AContainer.quiet(1500, 900, 9));

    Judgement told = decided(new StillWaiting(), quiet);

    assertThat(told.verdict()).isEqualTo(Verdict.NO_LEAK);
    assertThat(told.reason()).startsWith("Nothing takes anything in: for 10 min");
    assertThat(told.steps().getLast()).startsWith("nothing takes in: Nothing takes anything in");
    Judgement unknown = decided(new StillWaiting(), AnObservation.of(FLOORS));
    assertThat(unknown.verdict()).isEqualTo(Verdict.INSUFFICIENT);
    assertThat(unknown.reason()).isEqualTo("Who knows.");
    assertThat(unknown.steps()).containsExactly("waiting: Who knows.");
  }

  /** Can never say anything. */
  private record StillWaiting() implements Rule {
    @Override
    public String name() {
      return "waiting";
    }

    @Override
    public Answer judge(Observation seen) {
      return new Answer.CannotSay("Who knows.");
    }
  }

  private static SiteSurvivors site(String type, int from, int apart) {
    return ASite.of(type)
        .at("com.acme." + type + ".add(A.java:1)")
        .births(IntStream.range(0, 20).mapToObj(i -> from + apart * i).toArray(Integer[]::new))
        .old(40, 0)
        .born(60, 20);
  }

  @Test
  void sitesThatGrowApartAreTold() {
    Judgement leak =
        decided(
            PASSING,
            AnObservation.of(FLOORS).sampled(1060L, site("Early", 60, 10), site("Late", 600, 20)));

    assertThat(leak.verdict()).isEqualTo(Verdict.LEAK);
    assertThat(leak.rule()).isEqualTo("surviving sites");
    assertThat(leak.suspects()).containsExactly(0, 1);
    assertThat(leak.steps())
        .anySatisfy(step -> assertThat(step).startsWith("several sites: of 2 sites tested"));
  }

  private static Judgement sampled(long limit, AnObservation seen) {
    return decided(PASSING, seen.limit(limit * MIB).sampled(1060L, site("Order", 60, 10)));
  }

  @Test
  void whatIsMissingToConfirmIsTold() {
    Judgement little = sampled(2048, AnObservation.of(FLOORS));
    assertThat(little.unconfirmed()).startsWith("it may be filling, at 25 %");
    assertThat(little.steps().getLast()).isEqualTo("not confirmed: " + little.unconfirmed());

    AnObservation emptied =
        AnObservation.of(FLOORS).walked(AContainer.growing().emptiedAt(2400).census());
    assertThat(sampled(1100, emptied).unconfirmed()).contains("was emptied before, at 2,400");

    HeldSite held =
        new HeldSite(
            site("Order", 60, 10).site(),
            9,
            9,
            PathRoot.STATIC,
            List.of(),
            "a.B.ring",
            "com.acme.Order[]",
            64L,
            64L,
            60L,
            1500);
    AnObservation array = AnObservation.of(FLOORS).walked(AContainer.reached(held));
    assertThat(sampled(1100, array).unconfirmed()).startsWith("it may be held by a.B.ring");

    Judgement confirmed = sampled(1100, AnObservation.of(FLOORS));
    assertThat(confirmed.unconfirmed()).isNull();
    assertThat(confirmed.steps()).noneMatch(step -> step.startsWith("not confirmed"));
  }

  @Test
  void ofWhatIsBesideTheHeapLessConfirms() {
    AnObservation threads = AnObservation.of(FLOORS).of(Subject.THREADS);
    Judgement judgement =
        Chain.decide(
            LeakKind.THREAD,
            threads.sampled(1060L, site("Order", 60, 10)).seen(),
            List.of(),
            List.of(new SurvivingSites()));

    assertThat(judgement.unconfirmed()).isNull();
    assertThat(judgement.kind()).isEqualTo(LeakKind.THREAD);
  }
}

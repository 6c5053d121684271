package dev.memorysystem.analyzer.detect;

import static dev.memorysystem.analyzer.signal.Measured.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.GrowingContainer;
import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.Followed.Sized;
import dev.memorysystem.analyzer.series.HeldSite;
import dev.memorysystem.analyzer.series.OldSamples;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.Measured;
import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.statistics.Spread;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What keeps the objects of a leak, by what walks of the heap told. */
class HoldingTest {
  private static final String MAP = "java.util.HashMap";
  private static final String FIELD = "com.acme.Orders.byId";
  private static final List<String> PATH =
      List.of("com.acme.Main.app", FIELD, "java.util.HashMap.table", "[]");

  private static final SiteSurvivors SITE =
      new SiteSurvivors(
          "com.acme.Order",
          List.of("com.acme.Orders.add(Orders.java:12)"),
          "com.acme.Orders.add(Orders.java:12)",
          20,
          0.9,
          1000,
          30,
          600,
          new Spread(19, List.of(6, 6, 7), 0.1, true),
          false,
          new OldSamples(List.of(), 0, 0));

  /** Seen to grow from 300 elements at 30 s to 4,000 at 600 s. */
  private static Followed followed(@Nullable String holder, List<String> path, String elements) {
    return followed(holder, path, elements, 0);
  }

  /**
   * @param still walks since it has grown
   */
  private static Followed followed(
      @Nullable String holder, List<String> path, String elements, int still) {
    return new Followed(
        PathRoot.THREAD_LOCAL,
        path,
        holder,
        MAP,
        elements,
        0,
        new Sized(30, 300),
        new Sized(150, 1000),
        new Sized(300, 2000),
        4000,
        600,
        still,
        0,
        19 + still,
        19,
        0,
        48);
  }

  private static HeldSite held(
      @Nullable String holder,
      List<String> path,
      @Nullable String container,
      @Nullable Long size,
      @Nullable Long firstSize,
      @Nullable Long firstSecond) {
    return new HeldSite(
        SITE.site(),
        16,
        14,
        PathRoot.STATIC,
        path,
        holder,
        container,
        size,
        firstSize,
        firstSecond,
        500);
  }

  private static Census census(List<Followed> containers, List<HeldSite> held) {
    return new Census(NOON.plusSeconds(600), 600, 0, 0, 0, containers, NOON.plusSeconds(500), held);
  }

  /** Whose live set grew by 1 MB in ten minutes. */
  private static ProcessState process(@Nullable Census census) {
    ProcessState state = ProcessState.of(Measured.process("i-1", NOON), NOON);
    for (int i = 1; i <= 10; i++) {
      state =
          state.with(Measured.at(60L * i).floor(100_000L * i).oldCycles(i, 100_000L * i).told());
    }
    return AProcess.of(state).walked(census).state();
  }

  private static Holding reached(List<Followed> containers, HeldSite held) {
    return Holding.of(process(census(containers, List.of(held))), SITE).orElseThrow();
  }

  @Test
  void withoutAWalkNothingIsKnown() {
    assertThat(Holding.of(process(null), SITE)).isEmpty();
    assertThat(Holding.of(process(census(List.of(), List.of())), SITE)).isEmpty();
    assertThat(Holding.of(process(census(List.of(), List.of())), null)).isEmpty();
  }

  @Test
  void thePathThatWasFoundCountsBeforeAContainerThatGrows() {
    Holding holding =
        reached(
            List.of(followed("com.acme.Audit.trail", List.of(), "com.acme.Order")),
            held(FIELD, PATH, MAP, 900L, 90L, 40L));

    assertThat(holding)
        .isEqualTo(
            new Holding(
                FIELD,
                PATH,
                new GrowingContainer(
                    MAP, "static", null, 90L, NOON.plusSeconds(40), 900, NOON.plusSeconds(500))));
  }

  @Test
  void aPathIntoAContainerThatHasStoppedGrowingHoldsNothingThatGrows() {
    Followed full = followed(FIELD, PATH, "com.acme.Order", 6);
    Followed growing = followed("com.acme.Audit.trail", List.of(), "com.acme.Order");
    HeldSite held = held(FIELD, PATH, MAP, 4000L, 300L, 30L);

    assertThat(reached(List.of(full, growing), held).field()).isEqualTo("com.acme.Audit.trail");
    assertThat(Holding.of(process(census(List.of(full), List.of(held))), SITE)).isEmpty();
    assertThat(reached(List.of(followed(FIELD, PATH, "com.acme.Order", 2), growing), held).field())
        .isEqualTo(FIELD);
  }

  @Test
  void theContainerOnThePathIsTheOneThatIsFollowedWhenFieldAndTypeAreTheSame() {
    HeldSite held = held(FIELD, PATH, MAP, 900L, 90L, 40L);

    assertThat(elementType(reached(List.of(followed(FIELD, PATH, "com.acme.Order")), held)))
        .isEqualTo("com.acme.Order");
    assertThat(elementType(reached(List.of(followed("a.B.c", PATH, "com.acme.Order")), held)))
        .isNull();
    assertThat(
            elementType(
                reached(
                    List.of(followed(FIELD, PATH, "com.acme.Order")),
                    held(FIELD, PATH, "java.util.ArrayList", 900L, 90L, 40L))))
        .isNull();
    // its field is the last one of its path where no class of the application's has one
    assertThat(
            elementType(
                reached(List.of(followed(null, List.of(FIELD, "[]"), "com.acme.Order")), held)))
        .isEqualTo("com.acme.Order");
  }

  private static @Nullable String elementType(Holding holding) {
    return holding.container().elementType();
  }

  @Test
  void whereTheWalkHasNothingToCompareWithTheFollowedContainerTells() {
    for (HeldSite held :
        List.of(
            held(FIELD, PATH, MAP, 900L, null, null),
            held(FIELD, PATH, MAP, 900L, 90L, null),
            held(FIELD, PATH, MAP, 900L, null, 40L))) {
      assertThat(reached(List.of(followed(FIELD, PATH, "com.acme.Order")), held).container())
          .isEqualTo(
              new GrowingContainer(
                  MAP,
                  "thread_local",
                  "com.acme.Order",
                  300L,
                  NOON.plusSeconds(30),
                  4000,
                  NOON.plusSeconds(600)));
      assertThat(reached(List.of(), held).container())
          .isEqualTo(
              new GrowingContainer(MAP, "static", null, null, null, 900, NOON.plusSeconds(500)));
    }
  }

  @Test
  void aPathWithoutAContainerIsTold() {
    assertThat(reached(List.of(), held(FIELD, PATH, null, 900L, 90L, 40L)))
        .isEqualTo(new Holding(FIELD, PATH, null));
    assertThat(reached(List.of(), held(FIELD, PATH, MAP, null, 90L, 40L)))
        .isEqualTo(new Holding(FIELD, PATH, null));
  }

  @Test
  void whereNoClassOfTheApplicationsHasTheFieldItIsTheLastOfThePath() {
    assertThat(reached(List.of(), held(null, List.of("a.B.c", "[]", "…"), MAP, 9L, 1L, 4L)).field())
        .isEqualTo("a.B.c");
    assertThat(reached(List.of(), held(null, List.of("[]"), MAP, 9L, 1L, 4L)).field()).isNull();
  }

  @Test
  void withoutAPathTheContainerThatGrowsWithTheSiteHoldsIt() {
    Followed container = followed(FIELD, PATH, "com.acme.Order");

    Holding holding =
        Holding.of(process(census(List.of(container), List.of())), SITE).orElseThrow();

    assertThat(holding.field()).isEqualTo(FIELD);
    assertThat(holding.path()).isEqualTo(PATH);
    assertThat(holding.container().elements()).isEqualTo(4000);
    assertThat(holding.container().at()).isEqualTo(NOON.plusSeconds(600));
  }

  @Test
  void withoutASiteItIsTheOneThatTookInMost() {
    Followed container = followed(FIELD, PATH, "com.acme.Other");

    assertThat(Holding.of(process(census(List.of(container), List.of())), null))
        .map(Holding::field)
        .contains(FIELD);
  }
}

package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which sites are named beside the first: of a process of 1,500 s. */
class SitesApartTest {
  private static SiteSurvivors site(String type, int from, int apart, int kept, int reclaimed) {
    return ASite.of(type)
        .at("com.acme." + type + ".add(A.java:1)")
        .births(IntStream.range(0, 20).mapToObj(i -> from + apart * i).toArray(Integer[]::new))
        .old(kept, reclaimed)
        .born(from, 20);
  }

  private static String words(SiteSurvivors... sites) {
    var seen = AnObservation.of(Seen.minutes(25, t -> 100 + t / 6)).sampled(1060L, sites).seen();
    return SeveralSites.words(seen, List.of(sites)).orElse("none");
  }

  private static final SiteSurvivors EARLY = site("Early", 60, 10, 40, 0);
  private static final SiteSurvivors LATE = site("Late", 600, 20, 40, 0);

  @Test
  void oneThatIsBornAtOtherTimesIsNamed() {
    assertThat(words(EARLY, LATE))
        .isEqualTo(
            "of 2 sites tested, 2 surely keep what they hold (false ones at most 5 %, Benjamini and Hochberg); apart from the one named grows Late allocated at com.acme.Late.add(A.java:1) (50 % of the samples)");
  }

  @Test
  void oneThatGrowsWithTheFirstIsNot() {
    assertThat(words(EARLY, site("Same", 61, 10, 40, 0))).isEqualTo("none");
    assertThat(words(EARLY)).isEqualTo("none");
  }

  @Test
  void bothMustSurelyKeepWhatTheyHold() {
    assertThat(words(EARLY, site("Late", 600, 20, 3, 0))).isEqualTo("none");
    assertThat(words(site("Early", 60, 10, 3, 0), LATE)).isEqualTo("none");
    assertThat(words(EARLY, site("Late", 600, 20, 30, 10))).isEqualTo("none");
  }

  @Test
  void withoutSamplesNoneIs() {
    var seen = AnObservation.of(Seen.minutes(25, t -> 100)).seen();

    assertThat(SeveralSites.words(seen, List.of(EARLY, LATE))).isEmpty();
  }
}

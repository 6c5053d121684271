package dev.memorysystem.agent.sampler.jvmti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final long INTERVAL = 1 << 18;
  private static final long OLD = 1_000;

  @Test
  void takesAllThatThereIsRoomFor() {
    var selection = new Selection();
    var groups = selection.of(samples(1, 100, 500, 40, INTERVAL), OLD, INTERVAL);
    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().samples).hasSize(100);
    assertThat(groups.getFirst().old).isTrue();
  }

  @Test
  void smallObjectsStandForAnIntervalAndLargeOnesForThemselves() {
    var small = new Selection().of(samples(1, 100, 500, 40, INTERVAL), OLD, INTERVAL);
    assertThat(small.getFirst().bytes).isCloseTo(100.0 * INTERVAL, withinPercentage(1));
    var large = new Selection().of(samples(1, 100, 500, 1 << 24, INTERVAL), OLD, INTERVAL);
    assertThat(large.getFirst().bytes).isCloseTo(100.0 * (1 << 24), withinPercentage(1));
  }

  /** What is missing in a snapshot would be taken for reclaimed. */
  @Test
  void reportsTheSameOldOnesEachTime() {
    var selection = new Selection();
    var samples = samples(1, 3_000, 500, 40, INTERVAL);
    Set<Long> first = reported(selection, samples);
    assertThat(first).hasSizeBetween(100, 384);
    var more = new ArrayList<>(samples);
    more.addAll(samples(3_001, 100, 900, 40, INTERVAL));
    Set<Long> second = reported(selection, more);
    assertThat(second).containsAll(first);
  }

  @Test
  void whatWasLeftOutStaysSoWhenThereIsRoomAgain() {
    var selection = new Selection();
    var samples = samples(1, 3_000, 500, 40, INTERVAL);
    Set<Long> first = reported(selection, samples);
    Set<Long> later = reported(selection, samples.subList(0, 300));
    assertThat(first).containsAll(later);
  }

  @Test
  void samplesOfAShorterIntervalAreThinnedToTheLonger() {
    int before = 300;
    var groups = new Selection().of(samples(1, before, 500, 40, INTERVAL), OLD, 4 * INTERVAL);
    assertThat(groups.getFirst().samples).hasSizeBetween(before / 8, before / 2);
    assertThat(groups.getFirst().bytes).isCloseTo(before * (double) INTERVAL, withinPercentage(30));
  }

  @Test
  void theYoungNeverCrowdOutTheOld() {
    var samples = new ArrayList<>(samples(1, 300, 500, 40, INTERVAL));
    samples.addAll(samples(301, 3_000, 2_000, 40, INTERVAL));
    var reported =
        new Selection()
            .of(samples, OLD, INTERVAL).stream().flatMap(g -> g.samples.stream()).toList();
    assertThat(reported).filteredOn(sample -> sample.born < OLD).hasSize(300);
    assertThat(reported).filteredOn(sample -> sample.born >= OLD).hasSizeBetween(20, 128);
  }

  private static Set<Long> reported(Selection selection, List<Sample> samples) {
    Set<Long> ids = new HashSet<>();
    selection.of(samples, OLD, INTERVAL).forEach(g -> g.samples.forEach(s -> ids.add(s.id)));
    return ids;
  }

  private static List<Sample> samples(
      long firstId, int count, long born, long bytes, long interval) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(new Sample(i, firstId + i, 1, born, bytes, interval));
    }
    return samples;
  }
}

package dev.memorysystem.agent.sampler.jvmti;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which samples are reported: of those that are old as many as there is room for, and a few of the
 * rest. All stand for the same interval, and the old ones are the same each time: one that is
 * missing has died, but for the rare times when their share is halved.
 */
final class Selection {
  /** Both together are the ages of one record at most, docs/signals.yaml, memory.survivors. */
  private static final int MOST_OLD = 384;

  private static final int MOST_YOUNG = 128;

  private double shareOfOld = 1;

  /** Reported samples of one site. */
  static final class Group {
    final long site;
    final List<Sample> samples = new ArrayList<>();
    double bytes;
    boolean old;

    Group(long site) {
      this.site = site;
    }
  }

  /**
   * @param oldBefore samples born before it are old
   * @param interval bytes between samples now
   * @return by site, in no order
   */
  List<Group> of(List<Sample> samples, long oldBefore, long interval) {
    List<Sample> old = new ArrayList<>();
    List<Sample> young = new ArrayList<>();
    for (Sample sample : samples) {
      (sample.born < oldBefore ? old : young).add(sample);
    }
    shareOfOld = share(old, interval, shareOfOld, MOST_OLD);
    Map<Long, Group> groups = new HashMap<>();
    add(groups, old, interval, shareOfOld, true);
    add(groups, young, interval, share(young, interval, shareOfOld, MOST_YOUNG), false);
    return new ArrayList<>(groups.values());
  }

  private static double share(List<Sample> samples, long interval, double most, int room) {
    double share = most;
    while (count(samples, interval, share) > room) {
      share /= 2;
    }
    return share;
  }

  private static long count(List<Sample> samples, long interval, double share) {
    return samples.stream().filter(sample -> sample.isAmong(interval, share)).count();
  }

  private static void add(
      Map<Long, Group> groups, List<Sample> samples, long interval, double share, boolean old) {
    for (Sample sample : samples) {
      if (sample.isAmong(interval, share)) {
        Group group = groups.computeIfAbsent(sample.site, Group::new);
        group.samples.add(sample);
        group.bytes += sample.weight(interval, share);
        group.old |= old;
      }
    }
  }
}

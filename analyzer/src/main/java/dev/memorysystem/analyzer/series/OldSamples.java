package dev.memorysystem.analyzer.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Samples of a site that had outlived two old-generation cycles when they were first seen so, and
 * what became of them by the snapshots since: what is never reclaimed stays.
 *
 * @param born seconds since the process's origin, of those followed, in order
 * @param kept of those followed over at least one more old-generation cycle, how many are there
 * @param reclaimed how many are not
 */
public record OldSamples(List<Integer> born, int kept, int reclaimed) {
  /** Followed at once: a share known to some 10 % at 95 %. */
  private static final int MOST = 32;

  /** Ages and times are whole seconds, each rounded by itself. */
  private static final int ROUNDING = 2;

  /** Births that may appear, as a share of those followed: times that are rounded. Chosen. */
  private static final double APPEARED = 0.1;

  /** Chosen: more says nothing more of a share. */
  private static final int MOST_TOLD = 1_000_000;

  static final OldSamples NONE = new OldSamples(List.of(), 0, 0);

  public OldSamples {
    born = List.copyOf(born);
  }

  /** The same samples where the sampler itself says what became of all that were old. */
  OldSamples told(long counted, long dead) {
    int all = Math.clamp(counted, 0, MOST_TOLD);
    int gone = Math.clamp(dead, 0, all);
    return new OldSamples(born, all - gone, gone);
  }

  /** Old ones whose fate is known. */
  public int followed() {
    return kept + reclaimed;
  }

  /**
   * With the next snapshot. Where births appear that must have been there before, the sampler does
   * not keep the same ones, and nothing is learnt of those that are missing.
   *
   * @param old births of all samples that have outlived two cycles, in order
   * @param before the last snapshot
   * @param told whether a cycle has completed since, and who is missing was reclaimed
   */
  OldSamples next(double[] old, Before before, boolean told) {
    List<Integer> there = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    int next = 0;
    for (double birth : old) {
      while (next < born.size() && born.get(next) < birth - ROUNDING) {
        next++;
      }
      if (next < born.size() && Math.abs(born.get(next) - birth) <= ROUNDING) {
        there.add(born.get(next++));
      } else {
        others.add((int) birth);
      }
    }
    int alive = there.size();
    long older = others.stream().filter(b -> b < before.second() - ROUNDING).count();
    long appeared = older - (before.samples() - born.size());
    others.stream()
        .sorted(Comparator.comparingInt(OldSamples::mixed))
        .limit(MOST - (long) alive)
        .forEach(there::add);
    there.sort(Comparator.naturalOrder());
    return told && appeared <= APPEARED * born.size()
        ? new OldSamples(there, alive, reclaimed + born.size() - alive)
        : new OldSamples(there, Math.min(kept, alive), reclaimed);
  }

  /**
   * The snapshot before, at one site.
   *
   * @param second samples born before it were old
   * @param samples such samples
   */
  record Before(long second, int samples) {
    static final Before NOTHING = new Before(0, 0);
  }

  /** Which are followed must not depend on when they were born: Knuth's multiplicative hash. */
  private static int mixed(int birth) {
    return birth * 0x9E3779B1;
  }

  /** Births, for a comparison with another site's. */
  public double[] births() {
    return Arrays.stream(born.toArray(Integer[]::new)).mapToDouble(Integer::doubleValue).toArray();
  }
}

package dev.memorysystem.agent.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Groups surviving samples by type and allocation stack and weighs them. */
public final class SurvivorSites {
  /** docs/signals.yaml, memory.survivors. */
  private static final int MAX_SITES = 128;

  private SurvivorSites() {}

  /**
   * @param objects the survivors of one snapshot
   * @param survivedBytes bytes that the survivors stand for together, where that is known
   * @return the sites, the largest first
   */
  public static List<SurvivorSite> of(List<LiveObject> objects, OptionalLong survivedBytes) {
    double share = equalShare(objects, survivedBytes);
    Map<List<Object>, List<LiveObject>> groups = new HashMap<>();
    for (LiveObject object : objects) {
      groups
          .computeIfAbsent(Arrays.asList(object.type(), object.frames()), key -> new ArrayList<>())
          .add(object);
    }
    List<SurvivorSite> sites = new ArrayList<>();
    for (List<LiveObject> group : groups.values()) {
      sites.add(site(group, share));
    }
    sites.sort(
        Comparator.comparingLong(SurvivorSite::liveBytes)
            .thenComparingLong(SurvivorSite::liveCount)
            .reversed());
    return sites.subList(0, Math.min(MAX_SITES, sites.size()));
  }

  private static SurvivorSite site(List<LiveObject> group, double share) {
    List<Long> ages = new ArrayList<>();
    double bytes = 0;
    for (LiveObject object : group) {
      ages.add(object.ageSeconds());
      bytes += Math.max(share, object.size().orElse(0));
    }
    Collections.sort(ages);
    LiveObject any = group.get(0);
    return new SurvivorSite(
        any.type(),
        any.frames(),
        ages,
        Math.round(bytes),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /**
   * The bytes that a sample stands for when none says so itself. Allocations are sampled by bytes
   * allocated, so every sample stands for the same number of them, except objects larger than that,
   * which stand for themselves: the share w with Σ max(w, size) = survivedBytes. 0, so that the sum
   * is that of the sizes, when the survived bytes are unknown or fewer than the sizes already are.
   */
  private static double equalShare(List<LiveObject> objects, OptionalLong survivedBytes) {
    long[] sizes = objects.stream().mapToLong(object -> object.size().orElse(0)).sorted().toArray();
    double left = survivedBytes.orElse(0);
    for (int i = sizes.length - 1; i >= 0; i--) {
      double share = left / (i + 1);
      if (share >= sizes[i]) {
        return share;
      }
      left -= sizes[i];
    }
    return 0;
  }
}

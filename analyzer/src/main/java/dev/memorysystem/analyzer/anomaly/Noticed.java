package dev.memorysystem.analyzer.anomaly;

import dev.memorysystem.analyzer.finding.Anomaly;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the fold remembers of a workload to tell what is unusual.
 *
 * @param pulses of the processes that run
 * @param told oldest first, bounded
 */
public record Noticed(List<Pulse> pulses, List<Anomaly> told) {
  public static final Noticed NONE = new Noticed(List.of(), List.of());

  public Noticed {
    pulses = List.copyOf(pulses);
    told = List.copyOf(told);
  }

  /** What two that saw parts of the same workload know together, whichever is given first. */
  public Noticed merged(Noticed other) {
    TreeMap<String, Pulse> newest = new TreeMap<>();
    Stream.concat(pulses.stream(), other.pulses.stream())
        .forEach(pulse -> newest.merge(pulse.instanceId(), pulse, Noticed::newer));
    return new Noticed(
        List.copyOf(newest.values()),
        Told.together(Stream.concat(told.stream(), other.told.stream()).toList()));
  }

  private static Pulse newer(Pulse one, Pulse other) {
    Comparator<Pulse> order =
        Comparator.comparing((Pulse pulse) -> pulse.last().at()).thenComparing(Pulse::toString);
    return order.compare(one, other) >= 0 ? one : other;
  }

  Optional<Pulse> pulse(String instanceId) {
    return pulses.stream().filter(p -> p.instanceId().equals(instanceId)).findFirst();
  }
}

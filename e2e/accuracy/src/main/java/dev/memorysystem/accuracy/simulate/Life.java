package dev.memorysystem.accuracy.simulate;

import dev.memorysystem.analyzer.signal.Survivors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simulated process from its start to its end.
 *
 * @param samples one a reporting interval
 * @param exhausted seconds since its start at which memory ran out; absent when it did not
 */
public record Life(List<Sample> samples, @Nullable Double exhausted) {
  public Life {
    samples = List.copyOf(samples);
  }

  /**
   * What is kept of one kind.
   *
   * @param type its class
   * @param most bytes that there is room for; 0 where nothing says so
   */
  public record Kept(String type, double bytes, double most) {}

  /**
   * What an agent reads at the end of an interval, and the truth beside it. Bytes unless said.
   *
   * @param second since the process's start
   * @param live what the application keeps: no agent can see it
   * @param allocated since the process's start
   * @param sites surviving samples; null without a snapshot
   * @param kept what each pool holds
   */
  public record Sample(
      double second,
      double live,
      @Nullable Long floor,
      @Nullable Long oldFloor,
      long collections,
      long oldCycles,
      double gcSeconds,
      double used,
      double committed,
      Beside.Now beside,
      double allocated,
      double load,
      @Nullable List<Survivors.Site> sites,
      List<Kept> kept) {
    public Sample {
      kept = List.copyOf(kept);
    }

    /** Anonymous memory of the process. */
    public double anonymous() {
      return committed + beside.anonymous();
    }
  }
}

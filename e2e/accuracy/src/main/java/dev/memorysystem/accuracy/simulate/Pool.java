package dev.memorysystem.accuracy.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Objects of one site that an application keeps, and the samples that an allocation profiler would
 * hold of them: one for so many bytes added, gone when its object is.
 */
public final class Pool {
  /** Samples of one site after which half of the new ones are lost: Flight Recorder holds 256. */
  private static final double CROWDED = 128;

  private final Site site;
  private final Dice dice;
  private final double bytesPerSample;
  private final double visible;
  private final double tenured;
  private final List<Double> births = new ArrayList<>();
  private double most;
  private double bytes;
  private double sampled;
  private double diedOld;

  /**
   * @param bytesPerSample mean of allocated bytes between two samples
   * @param visible share of the samples that the profiler does not lose, 0 to 1
   * @param tenured share of what is removed that had reached the old generation, 0 to 1
   */
  public Pool(Site site, Dice dice, double bytesPerSample, double visible, double tenured) {
    this.site = site;
    this.dice = dice;
    this.bytesPerSample = bytesPerSample;
    this.visible = visible;
    this.tenured = tenured;
  }

  /** Type and stack of what is in a pool. */
  public record Site(String type, List<String> frames) {
    public Site {
      frames = List.copyOf(frames);
    }
  }

  public Site site() {
    return site;
  }

  public double bytes() {
    return bytes;
  }

  /** Bytes that there is room for; 0 where nothing says so. */
  double most() {
    return most;
  }

  /** The same with room for so many bytes, taken beforehand, as an array's slots are. */
  public Pool boundedBy(double room) {
    most = room;
    return this;
  }

  /** Seconds at which those still sampled were born, oldest first. */
  public List<Double> births() {
    return births;
  }

  /** Bytes of the old generation that became garbage since the last call. */
  double takeDiedOld() {
    double died = diedOld;
    diedOld = 0;
    return died;
  }

  /** Adds bytes that are born within the step that ends then. */
  public void add(double added, Tick tick) {
    if (added <= 0) {
      return;
    }
    double kept = visible / (1 + births.size() / CROWDED);
    int samples = dice.rounded(added / bytesPerSample * kept);
    for (int i = 0; i < samples; i++) {
      births.add(tick.end() - tick.seconds() * (1 - (i + 0.5) / samples));
    }
    bytes += added;
    sampled = births.size();
  }

  /** Removes what is oldest: queues, rings, least recently used. */
  public void removeOldest(double removed) {
    shrink(removed);
    while (births.size() > Math.ceil(sampled)) {
      births.removeFirst();
    }
  }

  /** Removes any: sessions that end, random replacement. */
  public void removeAny(double removed) {
    shrink(removed);
    while (births.size() > Math.ceil(sampled)) {
      births.remove(dice.below(births.size()));
    }
  }

  private void shrink(double removed) {
    if (removed > 0 && bytes > 0) {
      double left = Math.max(0, bytes - removed);
      sampled *= left / bytes;
      diedOld += tenured * (bytes - left);
      bytes = left;
    }
  }

  /** Brings the pool to a size, its entries living so many seconds on average. */
  public void resize(double size, double lifetime, Tick tick) {
    double ended = bytes * (1 - StrictMath.exp(-tick.seconds() / lifetime));
    removeAny(ended);
    if (size > bytes) {
      add(size - bytes, tick);
    } else {
      removeAny(bytes - size);
    }
  }
}

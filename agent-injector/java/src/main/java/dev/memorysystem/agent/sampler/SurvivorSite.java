package dev.memorysystem.agent.sampler;

import java.util.List;
import java.util.OptionalLong;

/** Surviving samples of one type from one allocation stack. */
public final class SurvivorSite {
  private final String type;
  private final List<String> frames;
  private final List<Long> ages;
  private final long liveBytes;
  private final OptionalLong births;
  private final OptionalLong deaths;

  /**
   * @param ages seconds, youngest first
   * @param liveBytes bytes these samples stand for
   * @param births samples of this site that became old and whose fate is known, where the sampler
   *     knows
   * @param deaths those of them that died, where the sampler knows
   */
  public SurvivorSite(
      String type,
      List<String> frames,
      List<Long> ages,
      long liveBytes,
      OptionalLong births,
      OptionalLong deaths) {
    this.type = type;
    this.frames = frames;
    this.ages = ages;
    this.liveBytes = liveBytes;
    this.births = births;
    this.deaths = deaths;
  }

  public String type() {
    return type;
  }

  public List<String> frames() {
    return frames;
  }

  public List<Long> ages() {
    return ages;
  }

  public long liveCount() {
    return ages.size();
  }

  public long liveBytes() {
    return liveBytes;
  }

  public OptionalLong births() {
    return births;
  }

  public OptionalLong deaths() {
    return deaths;
  }
}

package dev.memorysystem.agent.sampler;

import java.util.List;
import java.util.OptionalLong;

/** One sampled object that is still reachable. */
public final class LiveObject {
  private final String type;
  private final List<String> frames;
  private final long ageSeconds;
  private final OptionalLong size;

  /**
   * @param type class of the object, as Java source names it
   * @param frames allocation stack, innermost first
   * @param ageSeconds time since its allocation
   * @param size bytes of the object itself
   */
  public LiveObject(String type, List<String> frames, long ageSeconds, OptionalLong size) {
    this.type = type;
    this.frames = frames;
    this.ageSeconds = ageSeconds;
    this.size = size;
  }

  public String type() {
    return type;
  }

  public List<String> frames() {
    return frames;
  }

  public long ageSeconds() {
    return ageSeconds;
  }

  public OptionalLong size() {
    return size;
  }
}

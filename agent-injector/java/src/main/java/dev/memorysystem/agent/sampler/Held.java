package dev.memorysystem.agent.sampler;

import java.lang.ref.WeakReference;
import java.util.List;

/** A sampled object that a sampler still has at hand, weakly, with the site it counts for. */
public final class Held {
  private final WeakReference<Object> object;
  private final String type;
  private final List<String> frames;

  /**
   * @param object never made strong for longer than a look at it takes
   * @param type class of the object, exactly as {@link LiveObject#type} has it
   * @param frames allocation stack, exactly as {@link LiveObject#frames} has it
   */
  public Held(WeakReference<Object> object, String type, List<String> frames) {
    this.object = object;
    this.type = type;
    this.frames = frames;
  }

  public WeakReference<Object> object() {
    return object;
  }

  public String type() {
    return type;
  }

  public List<String> frames() {
    return frames;
  }
}

package dev.memorysystem.agent.plan;

import dev.memorysystem.agent.sampler.Held;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An allocation site to whose samples the path is wanted. */
public final class Target {
  /** In the name of every class the platform makes for a lambda: the analyzer leaves them out. */
  private static final String HIDDEN_CLASS = "$$Lambda";

  private final String type;
  private final List<String> frames;

  /**
   * @param type class that stands for its samples
   * @param frames a stretch of its allocation stack, innermost first; empty: the type alone tells
   */
  public Target(String type, List<String> frames) {
    this.type = type;
    this.frames = frames;
  }

  /**
   * Whether a sample is one of the site: its stack leads through the stretch. Its class may be
   * another, for what an object allocates while it is made is counted as that object.
   */
  boolean is(Held sample) {
    if (frames.isEmpty()) {
      return type.equals(sample.type());
    }
    List<String> visible = new ArrayList<>(sample.frames());
    visible.removeIf(frame -> frame.contains(HIDDEN_CLASS));
    return Collections.indexOfSubList(visible, frames) >= 0;
  }

  /** The samples of targets before all others. */
  public static List<Held> first(List<Held> samples, List<Target> targets) {
    List<Held> wanted = new ArrayList<>();
    List<Held> others = new ArrayList<>();
    for (Held sample : samples) {
      (isOfOne(sample, targets) ? wanted : others).add(sample);
    }
    wanted.addAll(others);
    return wanted;
  }

  private static boolean isOfOne(Held sample, List<Target> targets) {
    for (Target target : targets) {
      if (target.is(sample)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Target
        && type.equals(((Target) other).type)
        && frames.equals(((Target) other).frames);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + frames.hashCode();
  }

  @Override
  public String toString() {
    return type + " " + frames;
  }
}

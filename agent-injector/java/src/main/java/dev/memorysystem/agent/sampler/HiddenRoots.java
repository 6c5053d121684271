package dev.memorysystem.agent.sampler;

import java.util.Collections;
import java.util.List;

/** What stacks and native code referred to at one moment. */
public final class HiddenRoots {
  private final List<HiddenRoot> roots;
  private final double pauseSeconds;
  private final boolean complete;

  /**
   * @param roots one for each object
   * @param pauseSeconds that the application may have stood still for it, at most
   * @param complete whether none was left out
   */
  public HiddenRoots(List<HiddenRoot> roots, double pauseSeconds, boolean complete) {
    this.roots = Collections.unmodifiableList(roots);
    this.pauseSeconds = pauseSeconds;
    this.complete = complete;
  }

  public List<HiddenRoot> roots() {
    return roots;
  }

  public double pauseSeconds() {
    return pauseSeconds;
  }

  public boolean isComplete() {
    return complete;
  }
}

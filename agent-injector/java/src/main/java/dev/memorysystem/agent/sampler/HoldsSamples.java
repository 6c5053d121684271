package dev.memorysystem.agent.sampler;

import java.util.List;

/**
 * A {@link LiveObjectSampler} that has its surviving samples at hand, so that it can be found out
 * what holds them.
 */
public interface HoldsSamples {
  /**
   * Surviving samples, those of the sites with the most survivors first, the oldest of each site
   * first. May be called from any thread.
   *
   * @param max how many at most
   */
  List<Held> held(int max);
}

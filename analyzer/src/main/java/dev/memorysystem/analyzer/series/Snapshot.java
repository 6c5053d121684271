package dev.memorysystem.analyzer.series;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest survivors of a process.
 *
 * @param at event time
 * @param provenBefore samples born before this second outlived two old-generation cycles; absent
 *     when fewer than two completed
 * @param samples such samples born after warm-up, at all sites
 * @param sites most samples first, bounded
 * @param cycles old-generation cycles watched when it was taken
 * @param loses whether the sampler may lose samples of what lives: who is missing next may have
 *     been
 */
public record Snapshot(
    Instant at,
    @Nullable Long provenBefore,
    int samples,
    List<SiteSurvivors> sites,
    long cycles,
    boolean loses) {
  public Snapshot {
    sites = List.copyOf(sites);
  }
}

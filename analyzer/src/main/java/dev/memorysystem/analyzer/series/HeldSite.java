package dev.memorysystem.analyzer.series;

import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.RetainedPaths.Target;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds the samples of a site, as a walk found it. Seconds are those since the process's
 * origin.
 *
 * @param site its place among the sites, {@link SiteSurvivors#site()}
 * @param samples that were looked for
 * @param reached samples that the path leads to
 * @param root where the path begins
 * @param path steps from there to the samples
 * @param holder the field that holds them; absent where the path has none
 * @param containerType class of the container on the path; absent where there is none
 * @param size elements in it
 * @param firstSize at the walk that first saw it
 * @param firstSecond when that was
 * @param second of the walk
 */
public record HeldSite(
    String site,
    int samples,
    int reached,
    PathRoot root,
    List<String> path,
    @Nullable String holder,
    @Nullable String containerType,
    @Nullable Long size,
    @Nullable Long firstSize,
    @Nullable Long firstSecond,
    long second) {
  public HeldSite {
    path = List.copyOf(path);
  }

  static HeldSite of(String site, Target target, long second, long age) {
    Long size = target.containerSize();
    Long first = target.containerFirstSize();
    Long firstSeconds = target.containerFirstSeconds();
    return new HeldSite(
        site,
        (int) Math.clamp(target.samples(), 0, Integer.MAX_VALUE),
        (int) Math.clamp(target.reached(), 0, Integer.MAX_VALUE),
        Objects.requireNonNullElse(target.root(), PathRoot.UNKNOWN),
        Texts.path(target.path()),
        Texts.field(target.holder()),
        target.containerType() == null ? null : Texts.name(target.containerType()),
        size == null ? null : Long.valueOf(Followed.within(size)),
        first == null ? null : Long.valueOf(Followed.within(first)),
        firstSeconds == null
            ? null
            : Long.valueOf(Math.min(second, Followed.within(firstSeconds) + second - age)),
        second);
  }
}

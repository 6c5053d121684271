package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.GrowingContainer;
import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.HeldSite;
import dev.memorysystem.analyzer.series.ProcessState;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the objects of a leak.
 *
 * @param field {@code package.Class.field}; absent when only the container is known
 * @param path from a root to the container, or to the objects
 * @param container that they are in; absent when a walk found none on the path
 */
public record Holding(
    @Nullable String field, List<String> path, @Nullable GrowingContainer container) {
  /** Steps of a path that are no field. */
  private static final List<String> NO_FIELD = List.of("[]", "…");

  public Holding {
    path = List.copyOf(path);
  }

  /**
   * What holds the objects of a site, or of the growth where no site is known: the path that a walk
   * found to its samples, unless its container has stopped growing, for then the growth is held
   * elsewhere; else the container that grows with them.
   */
  public static Optional<Holding> of(ProcessState process, @Nullable SiteSurvivors culprit) {
    Census census = process.census();
    if (census == null) {
      return Optional.empty();
    }
    Optional<Holding> reached =
        Optional.ofNullable(culprit)
            .flatMap(site -> census.held(site.site()))
            .filter(held -> followed(census, held).filter(Followed::hasStopped).isEmpty())
            .map(held -> of(process, census, held));
    return reached.or(
        () ->
            Suspected.of(census, Observation.judged(process).points(), culprit)
                .or(() -> Suspected.of(census, process.floors().points(), culprit))
                .map(container -> of(process, census, container)));
  }

  private static Holding of(ProcessState process, Census census, HeldSite held) {
    String field = field(held);
    String type = held.containerType();
    Long size = held.size();
    if (type == null || size == null) {
      return new Holding(field, held.path(), null);
    }
    Optional<Followed> followed = followed(census, held);
    boolean compared = held.firstSize() != null && held.firstSecond() != null;
    return new Holding(
        field,
        held.path(),
        compared || followed.isEmpty()
            ? new GrowingContainer(
                type,
                held.root().toString(),
                followed.map(Followed::elementType).orElse(null),
                compared ? held.firstSize() : null,
                compared ? at(process, held.firstSecond()) : null,
                size,
                process.origin().plusSeconds(held.second()))
            : container(process, census, followed.get()));
  }

  /** What the census knows of the container on a path. */
  private static Optional<Followed> followed(Census census, HeldSite held) {
    String field = field(held);
    return census.containers().stream()
        .filter(c -> c.type().equals(held.containerType()))
        .filter(c -> field != null && field.equals(field(c)))
        .findFirst();
  }

  private static @Nullable String field(HeldSite held) {
    return held.holder() == null ? lastField(held.path()) : held.holder();
  }

  private static Holding of(ProcessState process, Census census, Followed container) {
    return new Holding(field(container), container.path(), container(process, census, container));
  }

  private static GrowingContainer container(
      ProcessState process, Census census, Followed container) {
    return new GrowingContainer(
        container.type(),
        container.root().toString(),
        container.elementType(),
        container.first().elements(),
        at(process, container.first().second()),
        container.size(),
        process.origin().plusSeconds(census.second()));
  }

  private static @Nullable Instant at(ProcessState process, @Nullable Long second) {
    return second == null ? null : process.origin().plusSeconds(second);
  }

  /** The field that holds a container; of the JDK's own where its path leads through no other. */
  static @Nullable String field(Followed container) {
    return container.holder() == null ? lastField(container.path()) : container.holder();
  }

  private static @Nullable String lastField(List<String> path) {
    return path.reversed().stream()
        .filter(step -> !NO_FIELD.contains(step))
        .findFirst()
        .orElse(null);
  }
}

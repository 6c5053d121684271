package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Census;
import dev.memorysystem.analyzer.series.Followed;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Optional;

/**
 * Is what grows held by soft references? The runtime clears all of them before it lets memory run
 * out ({@link SoftReference}), so such a cache may fill the heap as evenly as a leak, and never
 * ends as one.
 */
final class HeldSoftly implements Rule {
  private static final String SOFT = SoftReference.class.getName();

  @Override
  public String name() {
    return "held softly";
  }

  @Override
  public Answer judge(Observation seen) {
    return softly(seen)
        .<Answer>map(
            c ->
                new Answer.NotLeak(
                    "%s took in %s, which are soft references: the runtime clears what they hold before memory runs out."
                        .formatted(ContainerWords.named(c), ContainerWords.elements(c.added()))))
        .orElseGet(
            () -> new Answer.CannotSay("No container of soft references may hold what grows."));
  }

  /** Whether most of its elements are soft references. */
  static boolean holdsSoftly(Followed container) {
    return SOFT.equals(container.elementType());
  }

  private static Optional<Followed> softly(Observation seen) {
    Census census = seen.census();
    if (census == null) {
      return Optional.empty();
    }
    List<SiteSurvivors> culprits = SurvivingSites.leaking(seen);
    return census.containers().stream()
        .filter(c -> holdsSoftly(c) && c.added() >= Suspected.ELEMENTS)
        .filter(c -> Suspected.fits(census, seen.oldFloors(), c, culprits))
        .findFirst();
  }
}

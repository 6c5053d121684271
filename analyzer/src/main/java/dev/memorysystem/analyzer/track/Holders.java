package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.ContainerWords;
import dev.memorysystem.analyzer.detect.Holding;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.GrowingContainer;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a finding says of who keeps its objects. It is no part of what the finding is. */
final class Holders {
  /** A container's size has moved when it differs by more than this share. */
  private static final double MOVED = 0.2;

  private Holders() {}

  /**
   * What the process that shows a finding best knows of it, else what was told before.
   *
   * @param before the finding as it was told, at any of its sites; absent for a new one
   */
  static @Nullable Holding of(
      LeakKind kind, Watched best, @Nullable SiteSurvivors culprit, @Nullable Finding before) {
    if (kind != LeakKind.HEAP) {
      return null;
    }
    Optional<Holding> known = Holding.of(best.state(), culprit);
    return known.orElseGet(() -> before != null && isKnown(before) ? told(before) : null);
  }

  /** The same of a finding none of whose sites shows: of the one that it names. */
  static @Nullable Holding of(LeakKind kind, Watched best, Finding before) {
    String site = Identity.site(before);
    SiteSurvivors named =
        best.sites().stream().filter(s -> s.site().equals(site)).findFirst().orElse(null);
    return of(kind, best, named, before);
  }

  private static Holding told(Finding finding) {
    return new Holding(finding.holder(), finding.retainedPath(), finding.growingContainer());
  }

  static boolean isKnown(Finding finding) {
    return finding.holder() != null || finding.growingContainer() != null;
  }

  /** Whether a reader would care about the difference. */
  static boolean moved(Finding newer, Finding older) {
    GrowingContainer now = newer.growingContainer();
    GrowingContainer then = older.growingContainer();
    return !Objects.equals(newer.holder(), older.holder())
        || (now == null) != (then == null)
        || (now != null
            && then != null
            && Math.abs(now.elements() - then.elements()) > MOVED * then.elements());
  }

  /** A sentence of a finding's reason; empty when nothing is known. */
  static String reason(@Nullable Holding holding) {
    if (holding == null) {
      return "";
    }
    String field = holding.field();
    GrowingContainer container = holding.container();
    if (container == null) {
      return " What survives is held by %s.".formatted(field);
    }
    return " What survives is held %s %s, which %s."
        .formatted(
            field == null ? "in a" : "by " + field + ", a",
            container.type(),
            ContainerWords.growth(container));
  }

  /**
   * What to look at.
   *
   * @param site where they are allocated; absent when unknown
   */
  static String look(Holding holding, @Nullable String site) {
    GrowingContainer container = holding.container();
    String field = holding.field();
    String holder = field == null && container != null ? "the " + container.type() : field;
    return "Find why what %s is never removed from %s%s."
        .formatted(
            site == null ? "is added" : "is allocated at " + site,
            holder,
            container == null && field != null ? ", or why that is kept" : "");
  }
}

package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Growth;
import dev.memorysystem.analyzer.detect.Holding;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Subject;
import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.finding.Exhaustion;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Sighting;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The sentences of a finding. */
final class Wording {
  private Wording() {}

  static String reason(
      LeakKind kind, Judgement judgement, Growth growth, @Nullable SiteSurvivors culprit) {
    if (kind != LeakKind.HEAP) {
      return ResourceWording.reason(kind, judgement, growth);
    }
    String grows =
        "What survives garbage collection grows by %s (95 %% interval %s to %s): from %s to %s in %s, across %d old-generation cycles."
            .formatted(
                Words.rate(growth.bytesPerHour()),
                Words.rate(growth.low()),
                Words.rate(growth.high()),
                Words.bytes(growth.first()),
                Words.bytes(growth.last()),
                Words.duration(growth.seconds()),
                growth.oldCycles());
    return culprit == null
        ? grows + " " + judgement.reason()
        : grows
            + " %s of the surviving samples are allocated at %s (%s); they were born throughout the last %s, as in a leak."
                .formatted(
                    Words.percent(culprit.share()),
                    site(culprit),
                    culprit.type(),
                    Words.duration(culprit.oldestAge()));
  }

  /** In which revisions it showed; nothing when that was one, or is not known. */
  static String revisions(Sighting first, Sighting last) {
    String from = first.revision();
    String to = last.revision();
    return from == null || to == null || from.equals(to)
        ? ""
        : " First seen in revision %s; revision %s still has it.".formatted(from, to);
  }

  static String recommendation(
      LeakKind kind,
      @Nullable SiteSurvivors culprit,
      @Nullable Holding holding,
      @Nullable Exhaustion exhaustion) {
    String until =
        exhaustion == null || exhaustion.p50() == null
            ? ""
            : " Until it is fixed, restart before about %s, when the limit of %s is met."
                .formatted(
                    exhaustion.p50().truncatedTo(ChronoUnit.SECONDS),
                    Subject.of(kind).limit(exhaustion.limit()));
    if (kind != LeakKind.HEAP) {
      return ResourceWording.look(kind) + until + ResourceWording.wrong(kind);
    }
    String look =
        holding != null
            ? Holders.look(holding, culprit == null ? null : site(culprit))
            : culprit == null
                ? "Turn on allocation sampling to learn the site, or compare two heap dumps taken some time apart."
                : "Find what keeps %s reachable after %s: usually a collection, listener or thread-local that is added to and never removed from."
                    .formatted(culprit.type(), site(culprit));
    String wrong =
        culprit != null && culprit.memoised()
            ? " They are computed for a map: this is wrong if that is a cache whose bound it has not reached yet."
            : " This may be wrong if a cache has a bound that it has not reached yet, or if the load is still rising.";
    return look + until + wrong;
  }

  /** What is allocated where. */
  static String subject(SiteSurvivors culprit) {
    return culprit.type() + " allocated at " + site(culprit);
  }

  private static String site(SiteSurvivors culprit) {
    String frame = culprit.applicationFrame();
    if (frame != null) {
      return frame;
    }
    return culprit.frames().isEmpty() ? "an unknown site" : culprit.frames().getFirst();
  }
}

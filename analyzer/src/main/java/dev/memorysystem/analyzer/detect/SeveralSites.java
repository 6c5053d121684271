package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.series.Snapshot;
import dev.memorysystem.analyzer.statistics.BenjaminiHochberg;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * Do several sites keep what they hold, each by itself? Of every site that is known it is tested
 * whether it replaces what it holds, and of so many tests some err: Benjamini and Hochberg bound
 * the share of those. Sites whose births surely differ (two-sample Kolmogorov-Smirnov) are of two
 * leaks, or of one that is fed at two paces: the finding that stands for both names the other.
 */
final class SeveralSites {
  /** Expected share of sites named that replace what they hold. */
  private static final double FALSE = 0.05;

  private SeveralSites() {}

  /**
   * Other sites that surely keep what they hold and do not grow together with the first, in words.
   *
   * @param culprits sites whose survivors look like a leak's, most samples first
   */
  static Optional<String> words(Observation seen, List<SiteSurvivors> culprits) {
    Snapshot snapshot = seen.snapshot();
    if (snapshot == null || culprits.size() < 2) {
      return Optional.empty();
    }
    List<SiteSurvivors> sites = snapshot.sites();
    List<Double> p = sites.stream().map(SeveralSites::replaces).toList();
    List<SiteSurvivors> sure =
        BenjaminiHochberg.rejected(p, FALSE).stream().map(sites::get).toList();
    SiteSurvivors first = culprits.getFirst();
    List<SiteSurvivors> apart =
        culprits.stream()
            .filter(s -> sure.contains(s) && sure.contains(first) && !Together.grow(first, s))
            .toList();
    return apart.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "of %d sites tested, %d surely keep what they hold (false ones at most %s, Benjamini and Hochberg); apart from the one named grows %s"
                .formatted(
                    sites.size(),
                    sure.size(),
                    Words.percent(FALSE),
                    apart.stream().map(SeveralSites::named).collect(Collectors.joining(", and "))));
  }

  /** Probability that no more were reclaimed if a site replaced what it holds. */
  private static double replaces(SiteSurvivors site) {
    var old = site.old();
    return new BinomialDistribution((int) old.followed(), SurvivingSites.RECLAIMED)
        .cumulativeProbability((int) old.reclaimed());
  }

  private static String named(SiteSurvivors site) {
    return "%s (%s of the samples)".formatted(SurvivingSites.at(site), Words.percent(site.share()));
  }
}

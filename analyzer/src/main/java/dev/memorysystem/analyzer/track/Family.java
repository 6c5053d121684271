package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Together;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sites of one leak: objects that are kept together are allocated at several sites, and which
 * of them has most samples varies. Sites that grow together belong to one finding.
 *
 * @param tracked the finding they belong to; it has a site
 * @param sites of the process looked at, suspects or not
 */
record Family(Tracked tracked, List<SiteSurvivors> sites) {
  /** Sites remembered of a finding. */
  static final int MOST = 8;

  /** A site with so many times the samples of the one told stands for the leak better. */
  private static final int BETTER = 2;

  /** The site that the finding names, if a suspect. */
  Optional<SiteSurvivors> own(List<SiteSurvivors> suspects) {
    String site = Identity.site(tracked.finding());
    return suspects.stream().filter(s -> s.site().equals(site)).findFirst();
  }

  /** The suspect with most samples that belongs to it. */
  Optional<SiteSurvivors> leader(List<SiteSurvivors> suspects) {
    return suspects.stream().filter(this::has).findFirst();
  }

  /** Whether its own site still stands for it, rather than its leader. */
  static boolean stands(Optional<SiteSurvivors> own, SiteSurvivors leader) {
    return own.isPresent() && BETTER * own.get().samples() > leader.samples();
  }

  /** Whether a site is known to belong to it, or grows with one that is and still grows. */
  boolean has(SiteSurvivors site) {
    return isMember(site)
        || sites.stream()
            .filter(this::isMember)
            .filter(s -> s.spread().thirds().getLast() > 0)
            .anyMatch(s -> Together.grow(s, site));
  }

  private boolean isMember(SiteSurvivors site) {
    return tracked.sites().contains(site.site());
  }

  /** All that are known to belong to it after a look. */
  List<String> with(List<SiteSurvivors> suspects) {
    List<String> all = new ArrayList<>(tracked.sites());
    suspects.stream()
        .filter(this::has)
        .map(SiteSurvivors::site)
        .filter(s -> !all.contains(s))
        .forEach(all::add);
    return all.subList(0, Math.min(MOST, all.size()));
  }
}

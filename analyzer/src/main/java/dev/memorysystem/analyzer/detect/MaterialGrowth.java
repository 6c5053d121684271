package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.statistics.Trend;

/**
 * Is the growth large against the limit and the noise, and does it fill memory soon enough to
 * matter?
 */
final class MaterialGrowth implements Rule {
  /** Growth seen so far, as a share of the limit that binds. */
  private static final double SHARE_OF_LIMIT = 0.02;

  /** Growth seen so far, in standard deviations of the noise around the line. */
  private static final double NOISE = 3;

  /** The same of growth that holds for someone who looks again and again. */
  private static final double NOISE_WHEN_PROVEN = 1;

  @Override
  public String name() {
    return "material growth";
  }

  @Override
  public Answer judge(Observation seen) {
    Trend trend = seen.trend();
    if (trend == null) {
      return new Answer.CannotSay(
          "No line can be drawn through %s yet.".formatted(seen.subject().noun()));
    }
    double grown = trend.slopeQuantile(0.025) * seen.span();
    double wanted =
        seen.doubt()
            + Math.max(
                SHARE_OF_LIMIT * seen.scale(),
                (seen.proven(trend) ? NOISE_WHEN_PROVEN : NOISE) * trend.noise());
    Binding binding = seen.binding();
    if (binding != null && trend.slope() > 0) {
      double left = (binding.level() - trend.at(seen.now())) / trend.slope();
      if (left > seen.horizon().toSeconds()) {
        return new Answer.NotLeak(
            "At %s the %s of %s is %s away, beyond the horizon of %s."
                .formatted(
                    seen.subject().rate(trend.slope() * Observation.SECONDS_PER_HOUR),
                    binding.name(),
                    seen.subject().amount(binding.bytes()),
                    Words.duration(left),
                    Words.duration(seen.horizon().toSeconds())));
      }
    }
    String measured =
        "grown by at least %s in %s, with noise of %s around the line"
            .formatted(
                seen.subject().amount(grown),
                Words.duration(seen.span()),
                seen.subject().amount(trend.noise()));
    return grown >= wanted
        ? new Answer.Leak("It has %s.".formatted(measured))
        : new Answer.CannotSay(
            "It has %s; %s are needed to be sure of it."
                .formatted(measured, seen.subject().amount(wanted)));
  }
}

package dev.memorysystem.corpus;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last word of a service of the corpus, on its standard output. */
final class Lives {
  private static final Pattern EXHAUSTED =
      Pattern.compile("EXHAUSTED seconds=([0-9]+(\\.[0-9]+)?)");
  private static final String ENDED = "ENDED";
  private static final Pattern SERVED = Pattern.compile("SERVED requests=([0-9]+)");

  private Lives() {}

  /** Seconds until its memory was exhausted. */
  static OptionalDouble exhausted(List<String> output) {
    return output.stream()
        .map(EXHAUSTED::matcher)
        .filter(Matcher::matches)
        .mapToDouble(line -> Double.parseDouble(line.group(1)))
        .findFirst();
  }

  /** Requests that it served. */
  static OptionalLong served(List<String> output) {
    return output.stream()
        .map(SERVED::matcher)
        .filter(Matcher::matches)
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .findFirst();
  }

  /** Why a life was not as it should be. */
  static Optional<String> problem(RunPlan plan, List<String> output, int exitCode) {
    if (exitCode != 0) {
      return Optional.of("ended with exit code " + exitCode);
    }
    boolean exhausted = exhausted(output).isPresent();
    if (!exhausted && !output.contains(ENDED)) {
      return Optional.of("said neither EXHAUSTED nor ENDED");
    }
    if (plan.variant().leaks() && !exhausted) {
      return Optional.of(
          "the leak was not exhausted in %.0f minutes: raise its load".formatted(plan.minutes()));
    }
    return !plan.variant().leaks() && exhausted
        ? Optional.of("the clean variant exhausted its memory")
        : Optional.empty();
  }
}

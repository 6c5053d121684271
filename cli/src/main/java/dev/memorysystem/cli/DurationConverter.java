package dev.memorysystem.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as Go and Kubernetes write them: {@code 90s}, {@code 3m}, {@code 1h30m}. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern WHOLE = Pattern.compile("(\\d+(\\.\\d+)?(ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");

  @Override
  public Duration convert(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration; write for example 90s, 3m or 1h30m");
    }
    double seconds =
        PART.matcher(text)
            .results()
            .mapToDouble(part -> Double.parseDouble(part.group(1)) * secondsOf(part.group(2)))
            .sum();
    if (seconds <= 0) {
      throw new TypeConversionException("a duration must be longer than zero");
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static double secondsOf(String unit) {
    return switch (unit) {
      case "ms" -> 0.001;
      case "s" -> 1;
      case "m" -> 60;
      case "h" -> 3_600;
      default -> 86_400;
    };
  }
}

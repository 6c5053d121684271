package dev.memorysystem.analyzer.detect;

import java.util.Locale;

/** Numbers as a person reads them. */
public final class Words {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Words() {}

  /** 12,345,678 → {@code 11.8 MiB}. */
  public static String bytes(double bytes) {
    double size = Math.abs(bytes);
    if (size >= 1L << 30) {
      return number(bytes / (1L << 30)) + " GiB";
    }
    if (size >= 1L << 20) {
      return number(bytes / (1L << 20)) + " MiB";
    }
    return number(bytes / (1L << 10)) + " KiB";
  }

  /** Bytes an hour → {@code 11.8 MiB/h}. */
  public static String rate(double bytesPerHour) {
    return bytes(bytesPerHour) + "/h";
  }

  /** 125 → {@code 2 min 5 s}; two units at most. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    if (whole < HOUR) {
      return two(whole / MINUTE, "min", whole % MINUTE, "s");
    }
    return whole < DAY
        ? two(whole / HOUR, "h", whole % HOUR / MINUTE, "min")
        : two(whole / DAY, "d", whole % DAY / HOUR, "h");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  /** 0.123 → {@code 12 %}. */
  public static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.1f" : "%.0f", value);
  }
}

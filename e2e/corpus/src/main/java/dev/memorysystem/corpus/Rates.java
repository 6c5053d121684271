package dev.memorysystem.corpus;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Program arguments whose first is requests a second. */
final class Rates {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  private Rates() {}

  static boolean isRate(String text) {
    return NUMBER.matcher(text).matches() && new BigDecimal(text).signum() > 0;
  }

  static double of(List<String> arguments) {
    return Double.parseDouble(arguments.getFirst());
  }

  /** The same with a multiple of the rate. */
  static List<String> times(List<String> arguments, int factor) {
    List<String> faster = new ArrayList<>(arguments);
    BigDecimal rate = new BigDecimal(arguments.getFirst()).multiply(BigDecimal.valueOf(factor));
    faster.set(0, rate.toPlainString());
    return faster;
  }
}

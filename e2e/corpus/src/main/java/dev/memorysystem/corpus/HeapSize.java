package dev.memorysystem.corpus;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Largest heap in MiB, written as the JVM takes it: {@code 128m}, {@code 1g}. */
record HeapSize(int mebibytes) {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})([mMgG])");

  static Optional<HeapSize> of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(1));
    return Optional.of(
        new HeapSize(matcher.group(2).equalsIgnoreCase("g") ? number << 10 : number));
  }

  /** -Xms and -Xmx: a service's heap starts small. */
  String initialFlag() {
    return "-Xms" + Math.max(8, mebibytes / 4) + "m";
  }

  String maximumFlag() {
    return "-Xmx" + mebibytes + "m";
  }
}

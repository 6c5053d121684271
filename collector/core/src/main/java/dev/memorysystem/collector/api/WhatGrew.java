package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.detect.ContainerWords;
import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.collector.api.ClassCensus.ClassCount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes whose objects grew most between two censuses, garbage among them. */
public final class WhatGrew {
  private WhatGrew() {}

  /** Absent at the first census, and where nothing grew. */
  public static @Nullable Cited in(String process, @Nullable String pod, ClassCensus census) {
    List<String> lines =
        census.classes().stream()
            .filter(each -> growth(each) > 0)
            .sorted(
                Comparator.comparingLong(WhatGrew::growth)
                    .reversed()
                    .thenComparing(ClassCount::type))
            .map(WhatGrew::line)
            .toList();
    return CitedLines.of(process, pod, since(census), census.at(), lines);
  }

  /** Bytes. */
  private static long growth(ClassCount each) {
    Long before = each.previousBytes();
    return before == null ? 0 : each.bytes() - before;
  }

  private static String line(ClassCount each) {
    Long before = each.previousInstances();
    return "%s: %s%s objects, %s -> %s"
        .formatted(
            each.type(),
            before == null ? "" : ContainerWords.count(before) + " -> ",
            ContainerWords.count(each.instances()),
            Words.bytes(each.bytes() - growth(each)),
            Words.bytes(each.bytes()));
  }

  private static @Nullable Instant since(ClassCensus census) {
    Long before = census.previousSeconds();
    Long now = census.processSeconds();
    return before == null || now == null
        ? null
        : CitedLines.before(census.at(), (double) now - before);
  }
}

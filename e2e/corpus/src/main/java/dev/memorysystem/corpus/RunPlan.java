package dev.memorysystem.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run to be: a variant with a collector at a load. */
record RunPlan(Case of, Variant variant, Collector collector, Load load) {
  /** What a life may last over its minutes: start, stop, and a busy machine. */
  private static final Duration GRACE = Duration.ofMinutes(3);

  /** {@code case/variant/collector/load}: names the run in words and in the cache. */
  String key() {
    return "%s/%s/%s/%s".formatted(of.name(), variant.name(), collector, load);
  }

  /** A leak at low load lives as much longer as its load is lower. */
  double minutes() {
    boolean slower = variant.leaks() && load == Load.LOW;
    return slower
        ? variant.minutes() * Math.max(1, Rates.of(variant.high()) / Rates.of(variant.low()))
        : variant.minutes();
  }

  Duration atMost() {
    return Duration.ofSeconds((long) (60 * minutes())).plus(GRACE);
  }

  /** What follows the java command. */
  List<String> jvmArguments(String classPath, List<String> programArguments) {
    List<String> arguments = new ArrayList<>();
    arguments.add(collector.flag());
    arguments.add(variant.heap().initialFlag());
    arguments.add(variant.heap().maximumFlag());
    arguments.addAll(variant.jvm());
    arguments.add("-Drun.minutes=" + minutes());
    arguments.add("-cp");
    arguments.add(classPath);
    arguments.add(variant.main());
    arguments.addAll(programArguments);
    return arguments;
  }

  /** Of everything that decides what the run shows, but not of how it is judged. */
  String inputs(Workshop.Built built, Path agent, Duration interval) throws IOException {
    return new Digest()
        .addFiles(built.sources())
        .add(variant.maven())
        .add(jvmArguments("", variant.arguments(load)))
        .add(List.of(interval.toString()))
        .addFiles(List.of(agent))
        .text();
  }
}

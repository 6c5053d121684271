package dev.memorysystem.collector.pipeline;

import dev.memorysystem.collector.api.ClassCensus;
import dev.memorysystem.collector.api.ClassCensus.ClassCount;
import dev.memorysystem.collector.api.StackSamples;
import dev.memorysystem.collector.api.StackSamples.Stack;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What agents found by directives (docs/signals.md) to observations. Pure. What is over the
 * vocabulary's bounds is cut off, and an entry left out that lacks what it is useless without.
 */
final class ResultTranslator {
  private static final int MAX_CLASSES = 64;
  private static final int MAX_STACKS = 64;
  private static final int MAX_FRAMES = 32;

  /** Characters of all stacks together; those seen most often are kept. Chosen: twice the usual. */
  private static final int MOST_CHARACTERS = 128 << 10;

  private ResultTranslator() {}

  static Observation census(Origin origin, Attributes body, Instant at) {
    String directive = body.kept(Signals.ClassCensus.DIRECTIVE);
    if (directive == null) {
      return new Observation.Ignored("malformed_event");
    }
    List<ClassCount> classes = new ArrayList<>();
    for (Attributes each : entries(body.list(Signals.ClassCensus.CLASSES), MAX_CLASSES)) {
      String type = each.kept(Signals.ClassCensus.CLASSES_TYPE);
      Long instances = each.integer(Signals.ClassCensus.CLASSES_INSTANCES);
      Long bytes = each.integer(Signals.ClassCensus.CLASSES_BYTES);
      if (type != null && instances != null && bytes != null) {
        classes.add(
            new ClassCount(
                type,
                instances,
                bytes,
                each.integer(Signals.ClassCensus.CLASSES_PREVIOUS_INSTANCES),
                each.integer(Signals.ClassCensus.CLASSES_PREVIOUS_BYTES)));
      }
    }
    return new Observation.ResultFound(
        origin,
        new ClassCensus(
            directive,
            at,
            body.integer(Signals.ClassCensus.PROCESS_SECONDS),
            body.integer(Signals.ClassCensus.INSTANCES),
            body.integer(Signals.ClassCensus.BYTES),
            body.integer(Signals.ClassCensus.PREVIOUS_SECONDS),
            classes));
  }

  static Observation stacks(Origin origin, Attributes body, Instant at) {
    String directive = body.kept(Signals.StackSamples.DIRECTIVE);
    if (directive == null) {
      return new Observation.Ignored("malformed_event");
    }
    List<Stack> stacks = new ArrayList<>();
    int room = MOST_CHARACTERS;
    for (Attributes each : entries(body.list(Signals.StackSamples.STACKS), MAX_STACKS)) {
      Long count = each.integer(Signals.StackSamples.STACKS_COUNT);
      List<String> frames =
          each.strings(Signals.StackSamples.STACKS_FRAMES).stream()
              .limit(MAX_FRAMES)
              .map(Attributes::cut)
              .toList();
      room -= frames.stream().mapToInt(String::length).sum();
      if (count != null && !frames.isEmpty() && room >= 0) {
        stacks.add(new Stack(frames, count, each.number(Signals.StackSamples.STACKS_CPU_SECONDS)));
      }
    }
    return new Observation.ResultFound(
        origin,
        new StackSamples(
            directive,
            at,
            body.integer(Signals.StackSamples.PROCESS_SECONDS),
            body.number(Signals.StackSamples.DURATION_SECONDS),
            body.integer(Signals.StackSamples.SAMPLES),
            body.integer(Signals.StackSamples.RUNNABLE),
            body.integer(Signals.StackSamples.BLOCKED),
            body.integer(Signals.StackSamples.WAITING),
            stacks));
  }

  private static List<Attributes> entries(List<AnyValue> values, int most) {
    return values.stream()
        .limit(most)
        .map(value -> Attributes.of(value.getKvlistValue().getValuesList()))
        .toList();
  }
}

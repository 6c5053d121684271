package dev.memorysystem.collector.pipeline;

import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What walks of a heap tell (docs/signals.md) to observations. Pure. What is over the vocabulary's
 * bounds is cut off, and an entry left out that lacks what it is useless without.
 */
final class WalkTranslator {
  private static final int MAX_CONTAINERS = 64;
  private static final int MAX_TARGETS = 32;
  private static final int MAX_STEPS = 16;
  private static final int MAX_FRAMES = 32;

  private WalkTranslator() {}

  static Observation containers(Origin origin, Attributes body, Instant at) {
    Long age = body.integer(Signals.Containers.PROCESS_SECONDS);
    if (age == null) {
      return new Observation.Ignored("malformed_event");
    }
    return new Observation.ContainersSeen(
        origin,
        new Containers(
            origin.workload(),
            origin.process(),
            at,
            Duration.ofSeconds(age),
            body.number(Signals.Containers.WALK_SECONDS),
            body.number(Signals.Containers.CPU_SECONDS),
            body.integer(Signals.Containers.VISITED),
            body.flag(Signals.Containers.COMPLETE),
            entries(
                body.list(Signals.Containers.CONTAINERS),
                MAX_CONTAINERS,
                WalkTranslator::container)));
  }

  static Observation paths(Origin origin, Attributes body, Instant at) {
    Long age = body.integer(Signals.RetainedPath.PROCESS_SECONDS);
    if (age == null) {
      return new Observation.Ignored("malformed_event");
    }
    return new Observation.PathsSeen(
        origin,
        new RetainedPaths(
            origin.workload(),
            origin.process(),
            at,
            Duration.ofSeconds(age),
            body.number(Signals.RetainedPath.PAUSE_SECONDS),
            entries(body.list(Signals.RetainedPath.TARGETS), MAX_TARGETS, WalkTranslator::target)));
  }

  private static <T> List<T> entries(
      List<AnyValue> values, int most, Function<Attributes, Optional<T>> read) {
    return values.stream()
        .limit(most)
        .map(value -> Attributes.of(value.getKvlistValue().getValuesList()))
        .flatMap(entry -> read.apply(entry).stream())
        .toList();
  }

  private static Optional<Containers.Container> container(Attributes entry) {
    String type = entry.string(Signals.Containers.CONTAINERS_TYPE);
    Long size = entry.integer(Signals.Containers.CONTAINERS_SIZE);
    Long first = entry.integer(Signals.Containers.CONTAINERS_FIRST_SIZE);
    Long firstSeconds = entry.integer(Signals.Containers.CONTAINERS_FIRST_SECONDS);
    if (type == null || size == null || first == null || firstSeconds == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Containers.Container(
            PathRoot.of(entry.string(Signals.Containers.CONTAINERS_ROOT)),
            strings(entry, Signals.Containers.CONTAINERS_PATH, MAX_STEPS),
            entry.string(Signals.Containers.CONTAINERS_HOLDER),
            type,
            size,
            first,
            firstSeconds,
            entry.integer(Signals.Containers.CONTAINERS_PREVIOUS_SIZE),
            entry.integer(Signals.Containers.CONTAINERS_PREVIOUS_SECONDS),
            count(entry.integer(Signals.Containers.CONTAINERS_WALKS)),
            count(entry.integer(Signals.Containers.CONTAINERS_GREW_WALKS)),
            count(entry.integer(Signals.Containers.CONTAINERS_SHRANK_WALKS)),
            entry.string(Signals.Containers.CONTAINERS_ELEMENT_TYPE),
            entry.string(Signals.Containers.CONTAINERS_KEY_TYPE),
            entry.integer(Signals.Containers.CONTAINERS_SHALLOW_BYTES)));
  }

  private static Optional<RetainedPaths.Target> target(Attributes entry) {
    String type = entry.string(Signals.RetainedPath.TARGETS_TYPE);
    Long samples = entry.integer(Signals.RetainedPath.TARGETS_SAMPLES);
    Long reached = entry.integer(Signals.RetainedPath.TARGETS_REACHED);
    if (type == null || samples == null || reached == null) {
      return Optional.empty();
    }
    String root = entry.string(Signals.RetainedPath.TARGETS_ROOT);
    return Optional.of(
        new RetainedPaths.Target(
            type,
            strings(entry, Signals.RetainedPath.TARGETS_FRAMES, MAX_FRAMES),
            samples,
            reached,
            root == null ? null : PathRoot.of(root),
            strings(entry, Signals.RetainedPath.TARGETS_PATH, MAX_STEPS),
            entry.string(Signals.RetainedPath.TARGETS_HOLDER),
            entry.string(Signals.RetainedPath.TARGETS_CONTAINER_TYPE),
            entry.integer(Signals.RetainedPath.TARGETS_CONTAINER_SIZE),
            entry.integer(Signals.RetainedPath.TARGETS_CONTAINER_FIRST_SIZE),
            entry.integer(Signals.RetainedPath.TARGETS_CONTAINER_FIRST_SECONDS),
            entry.string(Signals.RetainedPath.TARGETS_UNREACHED_REASON)));
  }

  private static List<String> strings(Attributes entry, String name, int most) {
    return entry.strings(name).stream().limit(most).toList();
  }

  private static int count(@Nullable Long number) {
    return number == null ? 0 : (int) Math.clamp(number, 0, Integer.MAX_VALUE);
  }
}

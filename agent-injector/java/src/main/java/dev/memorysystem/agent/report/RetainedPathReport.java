package dev.memorysystem.agent.report;

import dev.memorysystem.agent.walk.Container;
import dev.memorysystem.agent.walk.Path;
import dev.memorysystem.agent.walk.Retained;
import dev.memorysystem.agent.walk.RetainedPath;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds the samples as the body of one record: `memory.retained_path`. */
final class RetainedPathReport {
  private RetainedPathReport() {}

  static Value<?> of(Retained retained) {
    Map<String, Value<?>> body = new LinkedHashMap<>();
    body.put(Signals.RetainedPath.PROCESS_SECONDS, Value.of(retained.processSeconds()));
    retained
        .pauseSeconds()
        .ifPresent(pause -> body.put(Signals.RetainedPath.PAUSE_SECONDS, Value.of(pause)));
    List<Value<?>> targets = new ArrayList<>();
    for (RetainedPath path : retained.paths()) {
      targets.add(target(path));
    }
    body.put(Signals.RetainedPath.TARGETS, Value.of(targets));
    return Value.of(body);
  }

  private static Value<?> target(RetainedPath found) {
    Map<String, Value<?>> entry = new LinkedHashMap<>();
    entry.put(Signals.RetainedPath.TARGETS_TYPE, Value.of(found.type()));
    entry.put(Signals.RetainedPath.TARGETS_FRAMES, ContainersReport.strings(found.frames()));
    entry.put(Signals.RetainedPath.TARGETS_SAMPLES, Value.of(found.samples()));
    entry.put(Signals.RetainedPath.TARGETS_REACHED, Value.of(found.reached()));
    found.path().ifPresent(path -> put(entry, path));
    found
        .holder()
        .ifPresent(holder -> entry.put(Signals.RetainedPath.TARGETS_HOLDER, Value.of(holder)));
    found.container().ifPresent(container -> put(entry, container));
    found
        .unreachedReason()
        .ifPresent(
            reason -> entry.put(Signals.RetainedPath.TARGETS_UNREACHED_REASON, Value.of(reason)));
    return Value.of(entry);
  }

  private static void put(Map<String, Value<?>> entry, Path path) {
    entry.put(Signals.RetainedPath.TARGETS_ROOT, Value.of(path.root().text()));
    entry.put(Signals.RetainedPath.TARGETS_PATH, ContainersReport.strings(path.steps()));
  }

  private static void put(Map<String, Value<?>> entry, Container container) {
    entry.put(Signals.RetainedPath.TARGETS_CONTAINER_TYPE, Value.of(container.type()));
    entry.put(Signals.RetainedPath.TARGETS_CONTAINER_SIZE, Value.of(container.size()));
    if (container.walks() > 0) {
      entry.put(Signals.RetainedPath.TARGETS_CONTAINER_FIRST_SIZE, Value.of(container.firstSize()));
      entry.put(
          Signals.RetainedPath.TARGETS_CONTAINER_FIRST_SECONDS, Value.of(container.firstSeconds()));
    }
  }
}

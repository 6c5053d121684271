package dev.memorysystem.agent.report;

import dev.memorysystem.agent.walk.Container;
import dev.memorysystem.agent.walk.Walk;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A walk as the body of one record: `memory.containers`. */
final class ContainersReport {
  private ContainersReport() {}

  static Value<?> of(Walk walk) {
    Map<String, Value<?>> body = new LinkedHashMap<>();
    body.put(Signals.Containers.PROCESS_SECONDS, Value.of(walk.processSeconds()));
    body.put(Signals.Containers.WALK_SECONDS, Value.of(walk.wallSeconds()));
    body.put(Signals.Containers.CPU_SECONDS, Value.of(walk.cpuSeconds()));
    body.put(Signals.Containers.VISITED, Value.of((long) walk.visited()));
    body.put(Signals.Containers.COMPLETE, Value.of(walk.isComplete()));
    List<Value<?>> containers = new ArrayList<>();
    for (Container container : walk.containers()) {
      containers.add(container(container));
    }
    body.put(Signals.Containers.CONTAINERS, Value.of(containers));
    return Value.of(body);
  }

  private static Value<?> container(Container container) {
    Map<String, Value<?>> entry = new LinkedHashMap<>();
    entry.put(Signals.Containers.CONTAINERS_ROOT, Value.of(container.path().root().text()));
    entry.put(Signals.Containers.CONTAINERS_PATH, strings(container.path().steps()));
    container
        .path()
        .holder()
        .ifPresent(holder -> entry.put(Signals.Containers.CONTAINERS_HOLDER, Value.of(holder)));
    entry.put(Signals.Containers.CONTAINERS_TYPE, Value.of(container.type()));
    entry.put(Signals.Containers.CONTAINERS_SIZE, Value.of(container.size()));
    entry.put(Signals.Containers.CONTAINERS_FIRST_SIZE, Value.of(container.firstSize()));
    entry.put(Signals.Containers.CONTAINERS_FIRST_SECONDS, Value.of(container.firstSeconds()));
    if (container.walks() > 0) {
      entry.put(Signals.Containers.CONTAINERS_PREVIOUS_SIZE, Value.of(container.previousSize()));
      entry.put(
          Signals.Containers.CONTAINERS_PREVIOUS_SECONDS, Value.of(container.previousSeconds()));
    }
    entry.put(Signals.Containers.CONTAINERS_WALKS, Value.of((long) container.walks()));
    entry.put(Signals.Containers.CONTAINERS_GREW_WALKS, Value.of((long) container.grewWalks()));
    entry.put(Signals.Containers.CONTAINERS_SHRANK_WALKS, Value.of((long) container.shrankWalks()));
    container
        .elementType()
        .ifPresent(type -> entry.put(Signals.Containers.CONTAINERS_ELEMENT_TYPE, Value.of(type)));
    container
        .keyType()
        .ifPresent(type -> entry.put(Signals.Containers.CONTAINERS_KEY_TYPE, Value.of(type)));
    container
        .shallowBytes()
        .ifPresent(
            bytes -> entry.put(Signals.Containers.CONTAINERS_SHALLOW_BYTES, Value.of(bytes)));
    return Value.of(entry);
  }

  static Value<?> strings(List<String> strings) {
    List<Value<?>> values = new ArrayList<>();
    for (String string : strings) {
      values.add(Value.of(string));
    }
    return Value.of(values);
  }
}

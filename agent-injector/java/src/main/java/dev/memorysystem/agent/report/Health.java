package dev.memorysystem.agent.report;

import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The agent's own condition, as `memory.agent` tells it. */
final class Health {
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final double intervalSeconds;
  private boolean changed;

  Health(double intervalSeconds, Collection<String> problems) {
    this.intervalSeconds = intervalSeconds;
    for (String problem : problems) {
      reasons.put(problem, problem);
    }
  }

  /** Something does not work; said again under the same topic it replaces what was said before. */
  void degraded(String topic, String reason) {
    changed |= !reason.equals(reasons.put(topic, reason));
  }

  /** It works again. */
  void recovered(String topic) {
    changed |= reasons.remove(topic) != null;
  }

  /** Whether it differs from what the latest record said. */
  boolean changed() {
    return changed;
  }

  /**
   * @param state what to say when nothing is degraded
   */
  Attributes record(String state, OptionalDouble cpuSeconds, long dropped) {
    changed = false;
    AttributesBuilder fields = Attributes.builder();
    boolean degraded = !reasons.isEmpty() && !state.equals(STOPPED);
    fields.put(Signals.Agent.STATE, degraded ? "degraded" : state);
    if (!reasons.isEmpty()) {
      fields.put(Signals.Agent.REASON, String.join("; ", reasons.values()));
    }
    fields.put(Signals.Agent.INTERVAL, intervalSeconds);
    if (cpuSeconds.isPresent()) {
      fields.put(Signals.Agent.CPU_SECONDS, cpuSeconds.getAsDouble());
    }
    fields.put(Signals.Agent.DROPPED, dropped);
    return fields.build();
  }

  static final String STARTED = "started";
  static final String RUNNING = "running";
  static final String STOPPED = "stopped";
}

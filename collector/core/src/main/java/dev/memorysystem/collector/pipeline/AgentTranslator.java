package dev.memorysystem.collector.pipeline;

import dev.memorysystem.collector.api.AgentCost;
import dev.memorysystem.collector.api.DirectiveOutcome;
import dev.memorysystem.vocabulary.Signals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an agent says of itself. Pure. */
final class AgentTranslator {
  private AgentTranslator() {}

  static Observation health(Origin origin, Attributes fields, Instant at) {
    Double seconds = fields.number(Signals.Agent.CPU_SECONDS);
    return new Observation.AgentSpoke(
        origin,
        fields.kept(Signals.Agent.STATE),
        fields.kept(Signals.Agent.REASON),
        fields.number(Signals.Agent.INTERVAL),
        seconds == null
            ? null
            : AgentCost.of(
                at,
                seconds,
                fields.number(Signals.Agent.SAMPLING_CPU_SECONDS),
                fields.number(Signals.Agent.WALK_CPU_SECONDS)),
        fields.kept(Signals.Agent.SAMPLER),
        fields.kept(Signals.Agent.PLAN));
  }

  static Observation directive(Origin origin, Attributes body, Instant at) {
    String id = body.kept(Signals.Directive.ID);
    String kind = body.kept(Signals.Directive.KIND);
    String outcome = body.kept(Signals.Directive.OUTCOME);
    if (id == null || kind == null || outcome == null) {
      return new Observation.Ignored("malformed_event");
    }
    return new Observation.DirectiveEnded(
        origin,
        new DirectiveOutcome(
            id,
            kind,
            outcome,
            Attributes.shortened(remark(body)),
            at,
            body.number(Signals.Directive.PREDICTED_PAUSE_SECONDS),
            body.number(Signals.Directive.PAUSE_SECONDS),
            body.integer(Signals.Directive.PREDICTED_BYTES),
            body.integer(Signals.Directive.BYTES)));
  }

  /** Of a heap dump also where it is. */
  private static @Nullable String remark(Attributes body) {
    String reason = body.string(Signals.Directive.REASON);
    String file = body.string(Signals.Directive.FILE);
    if (file == null || (reason != null && reason.contains(file))) {
      return reason;
    }
    return "written to %s%s".formatted(file, reason == null ? "" : "; " + reason);
  }
}

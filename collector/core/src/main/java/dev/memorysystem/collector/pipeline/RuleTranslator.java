package dev.memorysystem.collector.pipeline;

import dev.memorysystem.collector.api.RuleFindings;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What rules that change classes saw. Pure. It is kept with every process, and so cut short. */
final class RuleTranslator {
  private static final int MAX_RULES = 8;

  /** The worst come first. */
  private static final int MAX_FOUND = 8;

  /** Innermost ones, which hold the first of the application. */
  private static final int MAX_FRAMES = 12;

  private static final int LONGEST_TEXT = 300;

  private RuleTranslator() {}

  static Observation findings(Origin origin, Attributes body, Instant at) {
    return new Observation.RulesReported(
        origin,
        new RuleFindings(
            at,
            entries(body.list(Signals.RuleFindings.RULES), MAX_RULES, RuleTranslator::rule),
            entries(body.list(Signals.RuleFindings.FINDINGS), MAX_FOUND, RuleTranslator::found)));
  }

  private static <T> List<T> entries(
      List<AnyValue> values, int most, Function<Attributes, @Nullable T> read) {
    return values.stream()
        .limit(most)
        .map(value -> read.apply(Attributes.of(value.getKvlistValue().getValuesList())))
        .filter(Objects::nonNull)
        .toList();
  }

  private static RuleFindings.@Nullable Rule rule(Attributes entry) {
    String name = entry.string(Signals.RuleFindings.RULES_NAME);
    String state = entry.string(Signals.RuleFindings.RULES_STATE);
    if (name == null || state == null) {
      return null;
    }
    String reason = entry.string(Signals.RuleFindings.RULES_REASON);
    return new RuleFindings.Rule(
        shortened(name),
        shortened(state),
        reason == null ? null : shortened(reason),
        entry.number(Signals.RuleFindings.RULES_SECONDS));
  }

  private static RuleFindings.@Nullable Found found(Attributes entry) {
    String rule = entry.string(Signals.RuleFindings.FINDINGS_RULE);
    String type = entry.string(Signals.RuleFindings.FINDINGS_TYPE);
    Long opened = entry.integer(Signals.RuleFindings.FINDINGS_OPENED);
    if (rule == null || type == null || opened == null) {
      return null;
    }
    Double oldest = entry.number(Signals.RuleFindings.FINDINGS_OLDEST_SECONDS);
    return new RuleFindings.Found(
        shortened(rule),
        shortened(type),
        entry.strings(Signals.RuleFindings.FINDINGS_FRAMES).stream()
            .limit(MAX_FRAMES)
            .map(RuleTranslator::shortened)
            .toList(),
        opened,
        count(entry.integer(Signals.RuleFindings.FINDINGS_CLOSED)),
        count(entry.integer(Signals.RuleFindings.FINDINGS_COLLECTED)),
        count(entry.integer(Signals.RuleFindings.FINDINGS_ALIVE)),
        oldest == null ? 0 : oldest);
  }

  private static long count(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}

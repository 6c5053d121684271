package dev.memorysystem.collector.pipeline;

import dev.memorysystem.analyzer.plan.Directive;
import dev.memorysystem.analyzer.plan.DirectiveKind;
import dev.memorysystem.analyzer.plan.LookSettings;
import dev.memorysystem.analyzer.plan.When;
import dev.memorysystem.collector.plan.AskedDirective;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a profile asks of agents. Pure. What an older operator does not say has its default; what a
 * newer one calls otherwise is left out.
 */
final class ProfileTranslator {
  /** The definition of MemoryProfile has no more. */
  private static final int MAX_DIRECTIVES = 20;

  private ProfileTranslator() {}

  static LookSettings looks(Attributes body) {
    return new LookSettings(
        When.of(body.string(Signals.Profile.SAMPLING)).orElse(LookSettings.DEFAULT.sampling()),
        positive(body.number(Signals.Profile.SAMPLING_BUDGET_CORES)),
        When.of(body.string(Signals.Profile.WALK)).orElse(LookSettings.DEFAULT.walks()),
        positive(body.number(Signals.Profile.WALK_BUDGET_CORES)),
        When.of(body.string(Signals.Profile.RULES)).orElse(LookSettings.DEFAULT.rules()),
        Optional.ofNullable(positive(body.number(Signals.Profile.MAX_PAUSE_SECONDS)))
            .map(seconds -> Duration.ofMillis(Math.round(seconds * 1e3)))
            .orElse(LookSettings.DEFAULT.longestPause()));
  }

  /**
   * @param profile whose name goes before that of the directive: ids of two profiles are apart
   */
  static List<AskedDirective> directives(String profile, Attributes body) {
    List<AskedDirective> directives = new ArrayList<>();
    for (AnyValue value : body.list(Signals.Profile.DIRECTIVES)) {
      Attributes asked = Attributes.of(value.getKvlistValue().getValuesList());
      String id = asked.string(Signals.Profile.DIRECTIVES_ID);
      String pod = asked.string(Signals.Profile.DIRECTIVES_POD);
      Optional<DirectiveKind> kind =
          DirectiveKind.of(asked.string(Signals.Profile.DIRECTIVES_KIND));
      if (id != null && pod != null && kind.isPresent() && directives.size() < MAX_DIRECTIVES) {
        directives.add(
            new AskedDirective(
                new Directive(
                    profile + "/" + id,
                    kind.get(),
                    positive(asked.number(Signals.Profile.DIRECTIVES_MAX_PAUSE_SECONDS)),
                    asked.integer(Signals.Profile.DIRECTIVES_MAX_BYTES),
                    asked.integer(Signals.Profile.DIRECTIVES_DURATION_SECONDS)),
                pod,
                asked.string(Signals.Profile.DIRECTIVES_CONTAINER)));
      }
    }
    return directives;
  }

  private static @Nullable Double positive(@Nullable Double number) {
    return number == null || number < 0 ? null : number;
  }
}

package dev.memorysystem.collector.api;

import java.time.Instant;

/** What an agent found when it carried a directive out. */
public sealed interface DirectiveResult permits ClassCensus, StackSamples {
  /** Id of the directive, as the plan had it. */
  String directive();

  /** Event time. */
  Instant at();
}

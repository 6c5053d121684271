package dev.memorysystem.agent.rules;

import java.util.Optional;
import java.util.OptionalDouble;

/** What became of a rule that was asked for. */
public final class RuleState {
  static final String INSTALLED = "installed";
  static final String REMOVED = "removed";
  static final String REFUSED = "refused";

  private final String name;
  private final String state;
  private final String reason;
  private final double seconds;
  private final OptionalDouble installSeconds;

  RuleState(
      String name, String state, String reason, double seconds, OptionalDouble installSeconds) {
    this.name = name;
    this.state = state;
    this.reason = reason;
    this.seconds = seconds;
    this.installSeconds = installSeconds;
  }

  public String name() {
    return name;
  }

  public String state() {
    return state;
  }

  /** In words, of one that is not installed. */
  public Optional<String> reason() {
    return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
  }

  /** Time that its events took. */
  public double seconds() {
    return seconds;
  }

  /** How long it took to change the classes. */
  public OptionalDouble installSeconds() {
    return installSeconds;
  }
}

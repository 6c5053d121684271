package dev.memorysystem.agent.directive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of a directive. */
public final class Outcome {
  /** As `memory.directive` has it. */
  public enum State {
    DONE("done"),
    REFUSED("refused"),
    FAILED("failed");

    private final String text;

    State(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  private final Directive directive;
  private final State state;
  private final String reason;
  private final Cost cost;
  private final @Nullable Result result;

  Outcome(Directive directive, State state, String reason, Cost cost, @Nullable Result result) {
    this.directive = directive;
    this.state = state;
    this.reason = reason;
    this.cost = cost;
    this.result = result;
  }

  public Directive directive() {
    return directive;
  }

  public State state() {
    return state;
  }

  /** In words; of one that is done what to know about the result, often nothing. */
  public String reason() {
    return reason;
  }

  public Cost cost() {
    return cost;
  }

  public Optional<Result> result() {
    return Optional.ofNullable(result);
  }
}

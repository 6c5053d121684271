package dev.memorysystem.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as Kubernetes' API conventions want them: the transition time moves with the status
 * and with nothing else.
 */
final class Conditions {
  static final String TRUE = "True";
  static final String FALSE = "False";
  static final String UNKNOWN = "Unknown";

  private final List<Condition> before;
  private final @Nullable Long generation;
  private final String now;
  private final List<Condition> conditions = new ArrayList<>();

  Conditions(List<Condition> before, @Nullable Long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
    return conditions.stream().filter(c -> type.name().equals(c.getType())).findFirst();
  }

  Conditions set(ConditionType type, Verdict verdict) {
    Optional<Condition> old = find(before, type);
    boolean moved = old.filter(c -> verdict.status().equals(c.getStatus())).isEmpty();
    conditions.add(
        new ConditionBuilder()
            .withType(type.name())
            .withStatus(verdict.status())
            .withReason(verdict.reason().name())
            .withMessage(settled(verdict, old))
            .withObservedGeneration(generation)
            .withLastTransitionTime(moved ? now : old.orElseThrow().getLastTransitionTime())
            .build());
    return this;
  }

  List<Condition> list() {
    return List.copyOf(conditions);
  }

  /** Where figures move with every signal, a message that differs in nothing else is kept. */
  private static String settled(Verdict verdict, Optional<Condition> old) {
    return verdict.figuresMove()
        ? old.filter(
                c ->
                    verdict.status().equals(c.getStatus())
                        && verdict.reason().name().equals(c.getReason())
                        && withoutFigures(c.getMessage()).equals(withoutFigures(verdict.message())))
            .map(Condition::getMessage)
            .orElse(verdict.message())
        : verdict.message();
  }

  private static String withoutFigures(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[0-9.,]+", "#");
  }

  /**
   * What a condition is to say.
   *
   * @param figuresMove the message carries measured figures
   */
  record Verdict(String status, Reason reason, String message, boolean figuresMove) {
    static Verdict isTrue(Reason reason, String message) {
      return new Verdict(TRUE, reason, message, false);
    }

    static Verdict isFalse(Reason reason, String message) {
      return new Verdict(FALSE, reason, message, false);
    }

    static Verdict unknown(Reason reason, String message) {
      return new Verdict(UNKNOWN, reason, message, false);
    }

    Verdict withMovingFigures() {
      return new Verdict(status, reason, message, true);
    }
  }
}

package dev.memorysystem.agent.rules.boot;

import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** The only thing that woven code refers to. Never throws. */
public final class RuleHook {
  /** What listens; null: nobody. */
  public static volatile @Nullable ObjIntConsumer<Object> listener;

  private RuleHook() {}

  /**
   * @param subject what began or ended
   * @param event the rule's number, twice, and one more where it ended
   */
  @SuppressWarnings("CatchingUnchecked") // the application must not see what fails here
  public static void on(Object subject, int event) {
    ObjIntConsumer<Object> told = listener;
    if (told != null) {
      try {
        told.accept(subject, event);
      } catch (Throwable ours) {
        // one event less
      }
    }
  }
}

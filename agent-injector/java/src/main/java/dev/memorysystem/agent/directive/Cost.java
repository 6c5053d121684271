package dev.memorysystem.agent.directive;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What one directive was thought to cost, and what it did cost. What is not known is absent. */
public final class Cost {
  private OptionalDouble predictedPause = OptionalDouble.empty();
  private OptionalDouble pause = OptionalDouble.empty();
  private OptionalLong predictedBytes = OptionalLong.empty();
  private OptionalLong bytes = OptionalLong.empty();

  void predict(double pauseSeconds, long bytes) {
    predictedPause = OptionalDouble.of(pauseSeconds);
    predictedBytes = OptionalLong.of(bytes);
  }

  void measured(double pauseSeconds) {
    pause = OptionalDouble.of(pauseSeconds);
  }

  void took(long bytes) {
    this.bytes = OptionalLong.of(bytes);
  }

  /** Seconds. */
  public OptionalDouble predictedPause() {
    return predictedPause;
  }

  /** Seconds: the longest stop of the application. */
  public OptionalDouble pause() {
    return pause;
  }

  public OptionalLong predictedBytes() {
    return predictedBytes;
  }

  public OptionalLong bytes() {
    return bytes;
  }
}

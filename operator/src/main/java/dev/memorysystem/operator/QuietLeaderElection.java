package dev.memorysystem.operator;

import dev.memorysystem.operator.cluster.Trouble;
import io.quarkus.logging.LoggingFilter;
import java.time.Clock;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * The client's leader election logs every try that fails, with its stack: every two seconds while
 * the API server is away. {@link Trouble} says it once, and then now and then.
 */
@LoggingFilter(name = "quiet-leader-election")
public final class QuietLeaderElection implements Filter {
  static final String LOGGER = "io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector";

  private final Trouble trouble =
      new Trouble("take, keep or give back the lead", Clock.systemUTC());

  @Override
  public boolean isLoggable(LogRecord line) {
    Throwable problem = line.getThrown();
    if (problem == null || !LOGGER.equals(line.getLoggerName())) {
      return true;
    }
    trouble.with(problem);
    return false;
  }
}

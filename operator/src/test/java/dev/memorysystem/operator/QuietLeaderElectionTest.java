package dev.memorysystem.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.operator.cluster.Trouble;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuietLeaderElectionTest {
  private final QuietLeaderElection quiet = new QuietLeaderElection();

  @Test
  void anOutageIsOneLineWithoutStack() {
    LogRecord line =
        line(QuietLeaderElection.LOGGER, new KubernetesClientException("connection refused"));

    List<LogRecord> said =
        LogLines.of(
            Trouble.class,
            () -> {
              for (int tries = 0; tries < 10; tries++) {
                assertThat(quiet.isLoggable(line)).isFalse();
              }
            });

    assertThat(said)
        .filteredOn(it -> it.getLevel().intValue() >= Level.INFO.intValue())
        .singleElement()
        .returns(null, LogRecord::getThrown);
  }

  @Test
  void everythingElseIsLoggedAsItIs() {
    assertThat(quiet.isLoggable(line(QuietLeaderElection.LOGGER, null))).isTrue();
    assertThat(quiet.isLoggable(line("org.acme.Other", new IllegalStateException()))).isTrue();
  }

  private static LogRecord line(String logger, @Nullable Throwable problem) {
    LogRecord line = new LogRecord(Level.WARNING, "Exception occurred while acquiring lock");
    line.setLoggerName(logger);
    line.setThrown(problem);
    return line;
  }
}

package dev.memorysystem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.e2e.host.HostProcess;
import dev.memorysystem.e2e.host.HostTest;
import dev.memorysystem.e2e.host.Watched;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code memory-system watch} leaves the program it runs as it is. */
@HostTest
@ExtendWith(Watched.Start.class)
@Order(1)
final class WatchE2E {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Test
  void theProgramsOwnFailureIsItsExitCode() {
    try (HostProcess watch = watch("exit-7", "--fail-on-leak", "--", "sh", "-c", "exit 7")) {
      assertThat(watch.exitCode(PATIENCE)).as(watch.errors()).isEqualTo(7);
    }
  }

  @Test
  void itsOutputPassesThrough() {
    try (HostProcess watch = watch("output", "--", "sh", "-c", "echo to-out; echo to-err >&2")) {
      assertThat(watch.exitCode(PATIENCE)).isZero();
      assertThat(watch.output()).isEqualTo("to-out\n");
      assertThat(watch.errors()).contains("to-err\n");
    }
  }

  @Test
  void signalsPassThrough() {
    String program = "trap 'echo got-term; exit 9' TERM; echo up; while :; do sleep 0.1; done";
    try (HostProcess watch = watch("signal", "--", "sh", "-c", program)) {
      watch.awaitText("up");

      watch.terminate();

      assertThat(watch.exitCode(PATIENCE)).isEqualTo(9);
      assertThat(watch.output()).contains("got-term");
    }
  }

  @Test
  void aProgramThatIsNotThereIsSaidSo() {
    try (HostProcess watch = watch("missing", "--", "no-such-program")) {
      assertThat(watch.exitCode(PATIENCE)).isEqualTo(127);
      assertThat(watch.errors()).contains("no-such-program");
    }
  }

  @Test
  void aWrongDurationIsRefusedInWords() {
    try (HostProcess watch = watch("usage", "--for", "soon", "--", "true")) {
      assertThat(watch.exitCode(PATIENCE)).isEqualTo(2);
      assertThat(watch.errors()).contains("--for").contains("soon");
    }
  }

  private static HostProcess watch(String name, String... arguments) {
    return HostProcess.start(
        "watch-" + name,
        Map.of(),
        Stream.concat(
                Stream.of(Repository.path("bin/memory-system").toString(), "watch"),
                Stream.of(arguments))
            .toList());
  }
}

package dev.memorysystem.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.memorysystem.collector.api.ProcessInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A collector whose volume is full. The volume is a tmpfs in a mount namespace of the child's own,
 * so that it is gone with it.
 */
class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private int sent;
  private final List<String> acknowledged = new ArrayList<>();

  @Test
  void refusesWhileFullSaysSoAndGoesOnByItself() throws Exception {
    Path mount = Files.createDirectory(directory.resolve("volume"));
    List<String> onVolume =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=160m none \"$0\" && exec \"$@\"",
            mount.toString());
    assumeTrue(canMount(onVolume), "SKIPPED: a volume of its own needs root and unshare(1)");
    Path log = directory.resolve("err");
    try (ChildCollector child = ChildCollector.start(log, onVolume, mount.resolve("data"))) {
      Path volume = Path.of("/proc/" + child.pid() + "/root" + mount);
      assertThat(send(child)).isEqualTo(200);

      Path filler = volume.resolve("filler");
      for (int full = 0; full < 2; full++) {
        fill(filler, Files.getFileStore(volume));
        HttpResponse<String> refused = post(child);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(refused.body()).contains("enlarge it");
        assertThat(post(child).statusCode()).isEqualTo(503);
        assertThat(child.ask("trouble")).contains("signal log cannot be written");

        Files.delete(filler);
        await().atMost(PATIENCE).until(() -> send(child) == 200);
        assertThat(child.ask("settle")).isEqualTo("true");
        assertThat(child.ask("trouble")).isEqualTo("none");
      }
      assertThat(child.log().lines().filter(line -> line.contains("requests are refused until")))
          .as("said once each time")
          .hasSize(2);

      assertThat(stored(volume.resolve("data"), child)).containsAll(acknowledged);
    }
  }

  /** Looks at a copy of what a collector left behind that is killed: its volume goes with it. */
  private List<String> stored(Path data, ChildCollector child) throws Exception {
    Path copy = directory.resolve("copy");
    signal("-STOP", child); // no file is written or removed while it is copied
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(data.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else if (!file.endsWith("LOCK")) {
          Files.copy(file, to);
        }
      }
    }
    child.kill();
    try (Collector collector = Collector.start(CollectorConfig.embedded(copy))) {
      assertThat(collector.settle(PATIENCE)).isTrue();
      return collector.processes().stream().map(ProcessInfo::instanceId).toList();
    }
  }

  private static void signal(String signal, ChildCollector child) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(child.pid())).start();
    assertThat(kill.waitFor()).isZero();
    Path status = Path.of("/proc/" + child.pid() + "/status");
    await()
        .atMost(PATIENCE)
        .until(
            () -> Files.readString(status).lines().anyMatch(line -> line.matches("State:\\s+T.*")));
  }

  /** To the last byte. */
  private static void fill(Path filler, FileStore volume) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (volume.getUsableSpace() > 0) {
        out.write(block);
      }
    } catch (FileSystemException full) {
      // as wanted
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private int send(ChildCollector child) throws Exception {
    HttpResponse<String> answer = post(child);
    if (answer.statusCode() == 200) {
      acknowledged.add("i-" + sent);
    }
    return answer.statusCode();
  }

  private HttpResponse<String> post(ChildCollector child) throws Exception {
    sent++;
    return child.post(
        "/v1/logs",
        Otlp.request(
                Otlp.process("i-" + sent),
                Otlp.event("memory.live_set", Instant.now(), Map.of("memory.heap.used", sent)))
            .toByteArray());
  }

  private static boolean canMount(List<String> onVolume) throws InterruptedException {
    List<String> command = new ArrayList<>(onVolume);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}

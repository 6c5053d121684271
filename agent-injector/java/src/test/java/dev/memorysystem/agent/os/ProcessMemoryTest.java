package dev.memorysystem.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
  @TempDir Path proc;

  @Test
  void readsKibibytesAsBytes() throws IOException {
    Files.createDirectory(proc.resolve("self"));
    Files.writeString(
        proc.resolve("self/status"),
        "Name:\tjava\nVmHWM:\t 99 kB\nVmRSS:\t  2048 kB\nRssAnon:\t    1024 kB\nRssFile:\t 3 kB\n");
    var memory = new ProcessMemory(proc).read();
    assertThat(memory.resident()).hasValue(2048 * 1024);
    assertThat(memory.anonymous()).hasValue(1024 * 1024);
  }

  @Test
  void knowsNothingWhereThereIsNoProcfs() {
    var memory = new ProcessMemory(proc).read();
    assertThat(memory.resident()).isEmpty();
    assertThat(memory.anonymous()).isEmpty();
  }

  @Test
  void readsThisProcess() {
    var memory = new ProcessMemory(Path.of("/proc")).read();
    assertThat(memory.resident().getAsLong()).isGreaterThan(memory.anonymous().getAsLong());
  }
}

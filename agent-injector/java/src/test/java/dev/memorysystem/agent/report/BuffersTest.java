package dev.memorysystem.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuffersTest {
  @TempDir Path proc;

  @Test
  void aMappedFileIsOneMore() throws IOException {
    Path file = Files.write(proc.resolve("file"), new byte[4096]);
    long before = number(read(), "memory.mapped.count");

    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 4096);

      assertThat(number(read(), "memory.mapped.count")).isEqualTo(before + 1);
      Reference.reachabilityFence(mapped);
    }
  }

  @Test
  void aDirectBufferIsItsBytes() {
    long before = number(read(), "memory.direct.used");

    ByteBuffer direct = ByteBuffer.allocateDirect(1 << 20);

    assertThat(number(read(), "memory.direct.used")).isGreaterThanOrEqualTo(before + (1 << 20));
    Reference.reachabilityFence(direct);
  }

  @Test
  void theKernelSaysHowManyMappingsAProcessMayHave() throws IOException {
    limit("65530\n");

    assertThat(number(read(), "memory.mappings.limit")).isEqualTo(65_530);
  }

  @Test
  void theLimitOfThisMachineIsReadWhole() throws IOException {
    Process cat = new ProcessBuilder("cat", "/proc/sys/vm/max_map_count").start();
    String told = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

    assertThat(number(read(Path.of("/proc")), "memory.mappings.limit"))
        .isEqualTo(Long.parseLong(told.trim()));
  }

  @Test
  void aLimitThatIsNotToBeSeenIsAbsent() throws IOException {
    assertThat(number(read(), "memory.mappings.limit")).isNull();
    for (String text : List.of("", "many\n")) {
      limit(text);
      assertThat(number(read(), "memory.mappings.limit")).isNull();
    }
  }

  private void limit(String text) throws IOException {
    Files.createDirectories(proc.resolve("sys/vm"));
    Files.writeString(proc.resolve("sys/vm/max_map_count"), text);
  }

  private Attributes read() {
    return read(proc);
  }

  private static Attributes read(Path proc) {
    AttributesBuilder fields = Attributes.builder();
    new Buffers(proc).read(fields);
    return fields.build();
  }

  private static @Nullable Long number(Attributes fields, String name) {
    return fields.get(AttributeKey.longKey(name));
  }
}

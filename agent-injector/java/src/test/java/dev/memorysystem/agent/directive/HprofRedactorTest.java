package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What redaction does with dumps that no JVM of these tests writes. */
class HprofRedactorTest {
  @TempDir Path folder;

  @Test
  void zeroesContentsAndDropsWhatIsNoName() throws Exception {
    String redacted = text(redact(HprofExample.dump()));
    assertThat(text(HprofExample.dump())).contains("swordfish", "password", "number");
    assertThat(redacted).contains("number").doesNotContain("swordfish", "password");
    assertThat(redacted).hasSize(HprofExample.dump().length - 9 - 8 - "swordfish".length());
  }

  @Test
  void dropsRecordsThatItDoesNotKnow() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    HprofExample.header(out, 8);
    HprofExample.record(out, 0x0A, "thread swordfish".getBytes(StandardCharsets.US_ASCII));
    HprofExample.record(out, 0x2C, new byte[0]);
    assertThat(text(redact(bytes.toByteArray()))).doesNotContain("swordfish").hasSize(31 + 9);
  }

  @Test
  void failsOnObjectsThatItDoesNotKnow() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    HprofExample.header(out, 8);
    HprofExample.record(out, 0x1C, new byte[] {0x66, 1, 2, 3});
    assertThatThrownBy(() -> redact(bytes.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessage("the heap dump has a part of the unknown kind 102");
  }

  @Test
  void failsWhereTheDumpIsCutOff() throws Exception {
    byte[] whole = HprofExample.dump();
    for (int length : new int[] {whole.length - 10, whole.length - 30, 25}) {
      assertThatThrownBy(() -> redact(Arrays.copyOf(whole, length)))
          .hasMessage("the heap dump is cut off");
    }
    assertThatThrownBy(() -> redact("#!/bin/sh echo this is quite another file".getBytes()))
        .hasMessage("this is no heap dump");
  }

  @Test
  void zeroesObjectsOfClassesThatItDoesNotKnow() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    HprofExample.header(out, 4);
    var body = new ByteArrayOutputStream();
    var object = new DataOutputStream(body);
    object.writeByte(0x21);
    object.writeInt(1);
    object.writeInt(1);
    object.writeInt(99);
    object.writeInt(9);
    object.write("swordfish".getBytes(StandardCharsets.US_ASCII));
    HprofExample.record(out, 0x1C, body.toByteArray());
    assertThat(text(redact(bytes.toByteArray()))).hasSize(bytes.size()).doesNotContain("swordfish");
  }

  private byte[] redact(byte[] dump) throws IOException {
    Path whole = Files.write(folder.resolve("whole"), dump);
    Path redacted = folder.resolve("redacted");
    try (var source = FileChannel.open(whole);
        var target =
            FileChannel.open(
                redacted,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      HprofRedactor.redact(source, target, () -> {});
    }
    return Files.readAllBytes(redacted);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

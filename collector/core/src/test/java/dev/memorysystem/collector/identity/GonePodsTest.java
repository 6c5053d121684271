package dev.memorysystem.collector.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GonePodsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LIFE = Duration.ofHours(24);

  @TempDir Path directory;

  private GonePods open(Instant at) throws Exception {
    return new GonePods(directory.resolve("gone"), LIFE, Clock.fixed(at, ZoneOffset.UTC));
  }

  private static GonePods.Word deleted(String uid) {
    return new GonePods.Word(uid, NOW, true);
  }

  @Test
  void theyAreRememberedAcrossRestartsUntilNoTokenOfThemCanBeValid() throws Exception {
    try (GonePods gone = open(NOW)) {
      gone.tell(List.of(deleted("a"), deleted("b")));
      gone.tell(List.of(deleted("a")));
      assertThat(gone.contains("a")).isTrue();
      assertThat(gone.contains("c")).isFalse();
    }
    try (GonePods gone = open(NOW.plus(LIFE).minusSeconds(1))) {
      assertThat(gone.contains("a")).isTrue();
      assertThat(gone.contains("b")).isTrue();
    }
    try (GonePods gone = open(NOW.plus(LIFE).plusSeconds(1))) {
      assertThat(gone.contains("a")).isFalse();
    }
    assertThat(Files.size(directory.resolve("gone"))).isZero();
  }

  @Test
  void aLaterWordThatItIsThereCounts() throws Exception {
    try (GonePods gone = open(NOW)) {
      gone.tell(List.of(deleted("a")));
      gone.tell(List.of(new GonePods.Word("a", NOW.minusSeconds(5), false)));
      assertThat(gone.contains("a")).isTrue();
      gone.tell(List.of(new GonePods.Word("a", NOW.plusSeconds(5), false)));
      assertThat(gone.contains("a")).isFalse();
    }
    try (GonePods gone = open(NOW)) {
      assertThat(gone.contains("a")).isFalse();
    }
  }

  @Test
  void aTornLastLineIsLeftOut() throws Exception {
    try (GonePods gone = open(NOW)) {
      gone.tell(List.of(deleted("a")));
    }
    Files.writeString(directory.resolve("gone"), "b 17726", StandardOpenOption.APPEND);
    try (GonePods gone = open(NOW)) {
      assertThat(gone.contains("a")).isTrue();
      assertThat(gone.contains("b")).isFalse();
      gone.tell(List.of(deleted("b")));
    }
    try (GonePods gone = open(NOW)) {
      assertThat(gone.contains("b")).isTrue();
    }
  }

  @Test
  void aDamagedLineIsLeftOut() throws Exception {
    try (GonePods gone = open(NOW)) {
      gone.tell(List.of(deleted("a")));
    }
    byte[] damage = {'b', (byte) 0xFF, (byte) 0x80, '\n'};
    Files.write(directory.resolve("gone"), damage, StandardOpenOption.APPEND);
    try (GonePods gone = open(NOW)) {
      assertThat(gone.contains("a")).isTrue();
    }
  }

  @Test
  void aNameThatIsNoUidIsNotWritten() throws Exception {
    try (GonePods gone = open(NOW)) {
      gone.tell(
          List.of(deleted("a b"), deleted("a\n0 0 9"), deleted("x".repeat(1000)), deleted("c")));
    }
    assertThat(Files.readAllLines(directory.resolve("gone")))
        .hasSize(1)
        .allMatch(line -> line.startsWith("c "));
  }

  @Test
  void thereIsAnEndToThem() throws Exception {
    try (GonePods gone = open(NOW)) {
      for (int part = 0; part < 11; part++) {
        int from = part * 10_000;
        gone.tell(IntStream.range(from, from + 10_000).mapToObj(i -> deleted("uid-" + i)).toList());
      }
    }
    assertThat(Files.readAllLines(directory.resolve("gone")).size()).isBetween(80_000, 110_000);
  }
}

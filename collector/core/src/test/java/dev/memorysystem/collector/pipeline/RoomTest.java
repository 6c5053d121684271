package dev.memorysystem.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {
  @TempDir Path directory;

  @Test
  void itIsWhatWasAskedForButNeverMoreThanTheVolumeHas() throws Exception {
    Path file = Files.write(directory.resolve("db"), new byte[1000]);
    long total = Files.getFileStore(file).getTotalSpace();
    assertThat(Room.of(400, file).bytes()).isEqualTo(400);
    assertThat(Room.of(Long.MAX_VALUE, file).bytes()).isBetween(500L, total);
    assertThat(Room.halfOfTheVolume(file).bytes()).isBetween(500L, total / 2);
  }
}

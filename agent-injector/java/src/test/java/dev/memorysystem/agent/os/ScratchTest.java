package dev.memorysystem.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir Path parent;
  private Path other;

  @BeforeEach
  void makeAnother() throws IOException {
    other = Files.createDirectory(parent.resolve("memory-system-scratch-1"));
    Files.writeString(other.resolve("whole.hprof"), "secret");
  }

  @Test
  void isOfThisUserAloneUntilItIsClosed() throws IOException {
    Scratch scratch = Scratch.in(parent);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.folder())))
        .isEqualTo("rwx------");
    Files.writeString(scratch.folder().resolve("file"), "x");
    Scratch.removeLeftovers(parent);
    assertThat(scratch.folder().resolve("file")).exists();
    scratch.close();
    assertThat(scratch.folder()).doesNotExist();
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Files.createFile(other.resolve("lock"));
    Scratch.removeLeftovers(parent);
    assertThat(other).doesNotExist();
  }

  /** The end of a JVM removes the lock, and not the folder while something else is in it. */
  @Test
  void whatWasLeftWithoutALockIsRemovedAfterAMinute() throws IOException {
    Scratch.removeLeftovers(parent);
    assertThat(other).as("one may just be making it").exists();
    Files.setLastModifiedTime(other, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
    Scratch.removeLeftovers(parent);
    assertThat(other).doesNotExist();
  }
}

package dev.memorysystem.collector.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCopiesTest {
  @TempDir Path directory;

  @Test
  void ofDirectoriesTooTheNewestTwoAreKept() throws Exception {
    for (int at : new int[] {5, 1000, 20, 3}) {
      Path copy = Files.createDirectories(directory.resolve("log.damaged-" + at).resolve("inner"));
      Files.writeString(copy.resolve("000004.log"), "torn");
    }
    Files.createDirectories(directory.resolve("log"));
    Files.createDirectories(directory.resolve("logs.damaged-1"));
    assertThat(DamagedCopies.removeOld(directory.resolve("log")))
        .contains("newest two", "log.damaged-5", "log.damaged-3");
    assertThat(names())
        .containsExactly("log", "log.damaged-1000", "log.damaged-20", "logs.damaged-1");
    assertThat(DamagedCopies.removeOld(directory.resolve("log"))).doesNotContain("removed");
    assertThat(names()).hasSize(4);
  }

  @Test
  void ofLargeOnesTheNewestAloneIsKept() throws Exception {
    for (int at : new int[] {1, 2}) {
      Files.writeString(directory.resolve("db.damaged-" + at), "x".repeat(60));
      Files.writeString(directory.resolve("db.damaged-" + at + "-wal"), "x".repeat(40));
    }
    assertThat(DamagedCopies.remove(directory.resolve("db"), 200)).isEmpty();
    assertThat(DamagedCopies.remove(directory.resolve("db"), 199)).hasSize(2);
    assertThat(names()).containsExactly("db.damaged-2", "db.damaged-2-wal");
    assertThat(DamagedCopies.remove(directory.resolve("db"), 1)).isEmpty();
  }

  @Test
  void whatCannotBeRemovedIsSaidAndStopsNobody() {
    assertThat(DamagedCopies.removeOld(directory.resolve("gone").resolve("log")))
        .contains("could not be removed");
  }

  @Test
  void aFurtherCopyHasANameOfItsOwn() {
    Path next = DamagedCopies.next(directory.resolve("log"));
    assertThat(next.getParent()).isEqualTo(directory);
    assertThat(next.getFileName().toString()).matches("log\\.damaged-\\d{13}");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

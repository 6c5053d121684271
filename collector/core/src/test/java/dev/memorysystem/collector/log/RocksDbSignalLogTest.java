package dev.memorysystem.collector.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksDbSignalLogTest extends SignalLogContract {
  @TempDir Path other;

  @Override
  SignalLog open(Path directory) throws IOException {
    return new RocksDbSignalLog(directory, LogObserver.NONE);
  }

  @Test
  void whatQueuesUpDuringOneSyncSharesTheNext() throws Exception {
    CountDownLatch allQueued = new CountDownLatch(1);
    List<Integer> syncs = new ArrayList<>();
    LogObserver observer =
        new LogObserver() {
          @Override
          public void synced(int entries, Duration took) {
            syncs.add(entries);
            try {
              allQueued.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public void failed(int entries, IOException reason) {
            throw new AssertionError(reason);
          }
        };
    try (SignalLog log = new RocksDbSignalLog(directory, observer)) {
      List<CompletableFuture<Long>> appended = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        appended.add(log.append(SignalKind.LOGS, Instant.EPOCH, new byte[] {1}));
      }
      allQueued.countDown();
      CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).join();
    }
    assertThat(syncs).hasSizeLessThanOrEqualTo(2);
    assertThat(syncs.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000);
  }

  @Test
  void withoutRoomOnTheVolumeAppendsFailAndSayWhatToDo() throws Exception {
    try (SignalLog log = open(directory)) {
      append(log, "before");
    }
    try (SignalLog log = new RocksDbSignalLog(directory, LogObserver.NONE, Long.MAX_VALUE)) {
      assertThatThrownBy(() -> append(log, "lost")).hasMessageContaining("enlarge it");
      assertThat(texts(log.read(0, 10, 1000, Duration.ZERO))).containsExactly("before");
      log.truncateBefore(1);
      assertThat(log.firstOffset()).isEqualTo(1);
    }
  }

  @Test
  void oneProcessAtATimeMayUseADirectory() throws Exception {
    try (SignalLog log = open(directory)) {
      append(log, "mine");
      Path wal = newestWal(directory);
      Files.write(wal, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, StandardOpenOption.APPEND);
      byte[] halfWritten = Files.readAllBytes(wal);
      assertThatThrownBy(() -> open(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another collector");
      assertThat(wal).as("the other's, untouched").hasBinaryContent(halfWritten);
    }
  }

  /** Zeros: the file was extended, its data never arrived. Noise: it arrived damaged. */
  @ParameterizedTest
  @ValueSource(strings = {"zeros", "noise"})
  void whatFollowsTheLastEntryIsDropped(String tail) throws Exception {
    byte[] bytes = new byte[100];
    if (tail.equals("noise")) {
      new Random(1).nextBytes(bytes);
    }
    Path crashed = crashedCopyOfThreeEntries();
    Files.write(newestWal(crashed), bytes, StandardOpenOption.APPEND);
    try (SignalLog log = open(crashed)) {
      assertThat(texts(log.read(0, 10, 1000, Duration.ZERO))).containsExactly("a", "b", "c");
      assertThat(append(log, "d")).isGreaterThanOrEqualTo(3);
      assertThat(texts(log.read(3, 10, 1000, Duration.ZERO))).containsExactly("d");
    }
  }

  @Test
  void anEntryCutShortIsDroppedAndThoseBeforeItStay() throws Exception {
    Path crashed = crashedCopyOfThreeEntries();
    Path wal = newestWal(crashed);
    try (var channel = Files.newByteChannel(wal, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(wal) - 3);
    }
    try (SignalLog log = open(crashed)) {
      assertThat(texts(log.read(0, 10, 1000, Duration.ZERO))).containsExactly("a", "b");
      assertThat(append(log, "d")).isEqualTo(2);
    }
  }

  /** Bytes flipped within the last entry: its length is right, its checksum is not. */
  @Test
  void aDamagedLastEntryIsLeftOutAndSaid() throws Exception {
    Path crashed = crashedCopyOfThreeEntries();
    Path wal = newestWal(crashed);
    overwrite(wal, Files.size(wal) - 2, new byte[] {7});
    try (LogLines lines = new LogLines(DamagedLog.class);
        SignalLog log = open(crashed)) {
      assertThat(texts(log.read(0, 10, 1000, Duration.ZERO))).containsExactly("a", "b");
      assertThat(append(log, "d")).as("no offset of a lost entry").isGreaterThan(3);
      assertThat(texts(log.read(2, 10, 1000, Duration.ZERO))).containsExactly("d");
      assertThat(lines.errors())
          .singleElement()
          .asString()
          .contains("was damaged", "from byte", "what followed the last of them")
          .contains(kept(crashed).toString());
    }
    try (LogLines lines = new LogLines(DamagedLog.class);
        SignalLog log = open(crashed)) {
      assertThat(texts(log.read(0, 10, 1000, Duration.ZERO))).containsExactly("a", "b", "d");
      assertThat(lines.errors()).isEmpty();
    }
  }

  /** Zeros over what was there: pages that the disk lost. */
  @Test
  void anEndOverwrittenByZerosLeavesWhatIsBeforeIt() throws Exception {
    Path crashed = crashedCopyOfThreeEntries();
    Path wal = newestWal(crashed);
    long size = Files.size(wal);
    overwrite(wal, size - 40, new byte[40]);
    try (SignalLog log = open(crashed)) {
      assertThat(texts(log.read(0, 10, 1000, Duration.ZERO))).startsWith("a");
      append(log, "d");
      assertThat(texts(log.read(0, 10, 1000, Duration.ZERO))).startsWith("a").endsWith("d");
    }
  }

  /** What is before and after stays; what is lost is named by its offsets. */
  @Test
  void damageInTheMiddleLosesNoMoreThanItsBlock() throws Exception {
    int entries = 300;
    Path crashed = crashedCopy(entries, 1000);
    overwrite(newestWal(crashed), 100_000, new byte[] {1, 2, 3, 4, 5});
    try (LogLines lines = new LogLines(DamagedLog.class);
        SignalLog log = open(crashed)) {
      List<Long> kept =
          log.read(0, 1000, Long.MAX_VALUE, Duration.ZERO).stream().map(LogEntry::offset).toList();
      assertThat(kept).hasSizeBetween(entries - 40, entries - 1).contains(0L, entries - 1L);
      String said = lines.errors().getFirst();
      long lost =
          kept.stream()
                  .filter(offset -> offset + 1 < entries && !kept.contains(offset + 1))
                  .findFirst()
                  .orElseThrow()
              + 1;
      assertThat(said).contains("lost: entries " + lost + " to ");
      assertThat(append(log, "next")).isGreaterThan(entries);
    }
  }

  /** A type of 5 to 8 says that the header has 11 bytes, of which a block's end may hold only 7. */
  @ParameterizedTest
  @ValueSource(bytes = {5, 6, 7, 8, 11, (byte) 131})
  void aHeaderThatSaysItIsRecycledDoesNotKeepTheStartBusy(byte type) throws Exception {
    Path crashed = crashedCopy(1, 20);
    Path wal = newestWal(crashed);
    byte[] header = {1, 2, 3, 4, 0, 0, type};
    try (var channel = Files.newByteChannel(wal, StandardOpenOption.WRITE)) {
      channel.position(channel.size());
      channel.write(java.nio.ByteBuffer.wrap(header));
    }
    try (SignalLog log = open(crashed)) {
      assertThat(log.read(0, 10, 1000, Duration.ZERO)).hasSize(1);
      append(log, "next");
    }
  }

  @Test
  void aLogThatCannotBeOpenedIsKeptAsideAndANewOneBegun() throws Exception {
    Path crashed = crashedCopyOfThreeEntries();
    try (var files = Files.list(crashed)) {
      Path manifest =
          files
              .filter(f -> f.getFileName().toString().startsWith("MANIFEST"))
              .findFirst()
              .orElseThrow();
      Files.write(manifest, new byte[64]);
    }
    try (LogLines lines = new LogLines(DamagedLog.class);
        SignalLog log = open(crashed)) {
      assertThat(append(log, "new")).as("no offset of a lost entry").isGreaterThan(3);
      assertThat(lines.errors()).singleElement().asString().contains("cannot be opened");
      assertThat(kept(crashed)).isDirectory();
    }
  }

  private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(at).write(java.nio.ByteBuffer.wrap(bytes));
    }
  }

  private static Path kept(Path log) throws IOException {
    try (var files = Files.list(log.getParent())) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(log.getFileName() + ".damaged-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private Path crashedCopy(int entries, int size) throws Exception {
    try (SignalLog log = open(directory)) {
      for (int i = 0; i < entries; i++) {
        append(log, "x".repeat(size));
      }
      copyTo(crashed());
    }
    return crashed();
  }

  private Path crashed() throws IOException {
    return Files.createDirectories(other.resolve("log"));
  }

  private void copyTo(Path to) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(each -> !each.endsWith("LOCK")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** A copy of an open log's files is what a crash at that moment leaves behind. */
  private Path crashedCopyOfThreeEntries() throws Exception {
    try (SignalLog log = open(directory)) {
      for (String text : List.of("a", "b", "c")) {
        append(log, text);
      }
      copyTo(crashed());
    }
    return crashed();
  }

  private static Path newestWal(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .max(Comparator.comparing(Path::getFileName))
          .orElseThrow();
    }
  }

  /**
   * Three times: a child appends from many threads, is killed, and all it acknowledged is there.
   */
  @Test
  void whatWasAcknowledgedSurvivesKillMinusNine() throws Exception {
    Map<Long, String> acknowledged = new HashMap<>();
    for (int round = 0; round < 3; round++) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-Djava.io.tmpdir=" + other,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Appender.class.getName(),
                  directory.toString(),
                  Integer.toString(round))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      int before = acknowledged.size();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] parts = line.split(" ", 2);
          if (parts.length == 2 && parts[1].endsWith(".")) { // the last line may be cut short
            assertThat(acknowledged.put(Long.valueOf(parts[0]), parts[1])).isNull();
          }
          if (acknowledged.size() - before == 3000) {
            child.toHandle().destroyForcibly(); // leaves what it wrote to be read
          }
        }
      }
      assertThat(child.waitFor()).isEqualTo(128 + 9);
      try (SignalLog log = open(directory)) {
        Map<Long, String> kept = new HashMap<>();
        for (LogEntry entry : log.read(0, Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ZERO)) {
          String text = new String(entry.payload(), StandardCharsets.UTF_8);
          kept.put(entry.offset(), text.substring(0, text.indexOf('.') + 1));
        }
        assertThat(kept).containsAllEntriesOf(acknowledged);
        assertThat(kept.keySet()).hasSize((int) log.endOffset());
      }
    }
    assertThat(acknowledged.size()).isGreaterThanOrEqualTo(9000);
  }
}

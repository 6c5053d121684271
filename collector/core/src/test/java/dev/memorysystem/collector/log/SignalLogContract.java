package dev.memorysystem.collector.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link SignalLog} holds to. */
abstract class SignalLogContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final Duration NONE = Duration.ZERO;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  /** Opens the log that lives in a directory; creates it the first time. */
  abstract SignalLog open(Path directory) throws IOException;

  @Test
  void entriesComeBackInOrderAsTheyWereAppended() throws Exception {
    try (SignalLog log = open(directory)) {
      assertThat(append(log, "a")).isZero();
      assertThat(log.append(SignalKind.METRICS, NOON, bytes("b")).get()).isEqualTo(1);
      List<LogEntry> entries = log.read(0, 10, 1000, NONE);
      assertThat(texts(entries)).containsExactly("a", "b");
      assertThat(entries).extracting(LogEntry::offset).containsExactly(0L, 1L);
      assertThat(entries)
          .extracting(LogEntry::kind)
          .containsExactly(SignalKind.LOGS, SignalKind.METRICS);
      assertThat(entries).extracting(LogEntry::receivedAt).containsOnly(NOON);
      assertThat(log.firstOffset()).isZero();
      assertThat(log.endOffset()).isEqualTo(2);
    }
  }

  @Test
  void aNewLogIsEmpty() throws Exception {
    try (SignalLog log = open(directory)) {
      assertThat(log.firstOffset()).isZero();
      assertThat(log.endOffset()).isZero();
      assertThat(log.read(0, 10, 1000, NONE)).isEmpty();
    }
  }

  @Test
  void readingIsBoundedByEntriesAndBytesButAlwaysAdvances() throws Exception {
    try (SignalLog log = open(directory)) {
      for (String text : List.of("aaaa", "bbbb", "cccc", "dddd")) {
        append(log, text);
      }
      assertThat(texts(log.read(0, 2, 1000, NONE))).containsExactly("aaaa", "bbbb");
      assertThat(texts(log.read(1, 10, 5, NONE))).containsExactly("bbbb", "cccc");
      assertThat(texts(log.read(3, 10, 1, NONE))).containsExactly("dddd");
      assertThat(log.read(4, 10, 1000, NONE)).isEmpty();
    }
  }

  @Test
  void aReaderIsWokenByAnAppend() throws Exception {
    try (SignalLog log = open(directory);
        var executor = Executors.newSingleThreadExecutor()) {
      var reading = executor.submit(() -> log.read(0, 10, 1000, PATIENCE));
      append(log, "news");
      assertThat(texts(reading.get())).containsExactly("news");
    }
  }

  @Test
  void whatIsTruncatedIsGoneAndTheRestStays() throws Exception {
    try (SignalLog log = open(directory)) {
      for (String text : List.of("a", "b", "c")) {
        append(log, text);
      }
      log.truncateBefore(2);
      assertThat(log.firstOffset()).isEqualTo(2);
      assertThat(texts(log.read(0, 10, 1000, NONE))).containsExactly("c");
      log.truncateBefore(1);
      assertThat(log.firstOffset()).isEqualTo(2);
    }
  }

  @Test
  void offsetsGoOnAfterEverythingWasTruncatedAndTheLogReopened() throws Exception {
    try (SignalLog log = open(directory)) {
      append(log, "a");
      append(log, "b");
      log.truncateBefore(100);
    }
    try (SignalLog log = open(directory)) {
      assertThat(log.firstOffset()).isEqualTo(2);
      assertThat(log.endOffset()).isEqualTo(2);
      assertThat(append(log, "c")).isEqualTo(2);
    }
    try (SignalLog log = open(directory)) {
      assertThat(log.endOffset()).isEqualTo(3);
      assertThat(texts(log.read(0, 10, 1000, NONE))).containsExactly("c");
    }
  }

  @Test
  void manyAppendersGetEachOffsetOnce() throws Exception {
    int threads = 8;
    int each = 200;
    try (SignalLog log = open(directory);
        var executor = Executors.newFixedThreadPool(threads)) {
      List<CompletableFuture<Long>> appended = new ArrayList<>();
      var submitted = new ArrayList<java.util.concurrent.Future<List<CompletableFuture<Long>>>>();
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        submitted.add(
            executor.submit(
                () -> {
                  List<CompletableFuture<Long>> mine = new ArrayList<>();
                  for (int i = 0; i < each; i++) {
                    mine.add(log.append(SignalKind.LOGS, NOON, bytes(number + ":" + i)));
                  }
                  return mine;
                }));
      }
      for (var future : submitted) {
        appended.addAll(future.get());
      }
      Set<Long> offsets = new HashSet<>();
      for (CompletableFuture<Long> future : appended) {
        offsets.add(future.get());
      }
      assertThat(offsets).hasSize(threads * each);
      assertThat(log.endOffset()).isEqualTo(threads * each);
      assertThat(new HashSet<>(texts(log.read(0, threads * each, Long.MAX_VALUE, NONE))))
          .hasSize(threads * each);
    }
  }

  @Test
  void closingFinishesWhatWasAppendedAndRefusesMore() throws Exception {
    SignalLog log = open(directory);
    CompletableFuture<Long> before = log.append(SignalKind.LOGS, NOON, bytes("before"));
    log.close();
    assertThat(before.get()).isZero();
    assertThatThrownBy(() -> log.append(SignalKind.LOGS, NOON, bytes("after")).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThat(log.read(0, 10, 1000, NONE)).isEmpty();
    log.close();
    try (SignalLog again = open(directory)) {
      assertThat(texts(again.read(0, 10, 1000, NONE))).containsExactly("before");
    }
  }

  static long append(SignalLog log, String text) throws Exception {
    return log.append(SignalKind.LOGS, NOON, bytes(text)).get();
  }

  static List<String> texts(List<LogEntry> entries) {
    return entries.stream()
        .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

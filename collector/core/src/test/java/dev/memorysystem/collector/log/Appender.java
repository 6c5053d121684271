package dev.memorysystem.collector.log;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** Appends from many threads until it is killed; prints {@code offset text} once acknowledged. */
final class Appender {
  private static final int THREADS = 8;
  private static final int MAX_PADDING = 20_000;

  private Appender() {}

  public static void main(String[] arguments) throws Exception {
    SignalLog log = new RocksDbSignalLog(Path.of(arguments[0]), LogObserver.NONE);
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      String name = arguments[1] + "-" + i;
      threads[i] = Thread.ofPlatform().start(() -> appendForever(log, name));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void appendForever(SignalLog log, String name) {
    for (int i = 0; ; i++) {
      String text = name + "-" + i + ".";
      String padded = text + "x".repeat(i * 7919 % MAX_PADDING);
      long offset =
          log.append(SignalKind.LOGS, Instant.EPOCH, padded.getBytes(StandardCharsets.UTF_8))
              .join();
      synchronized (Appender.class) {
        System.out.println(offset + " " + text);
        System.out.flush();
      }
    }
  }
}

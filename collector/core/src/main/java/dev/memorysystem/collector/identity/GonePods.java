package dev.memorysystem.collector.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pods that are no more, so that nobody uses what is left of their tokens. Kept until no token of
 * them can be valid, in a file of lines: {@code uid told until}, the two times in epoch
 * milliseconds; {@code until} is 0 when the pod is there after all.
 *
 * <p>A file of its own, because it has to be known before the first request is taken, and on disk
 * before the operator's word of it is acknowledged.
 */
public final class GonePods implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(GonePods.class.getName());

  /** Remembered at most; beyond that the ones that have the least time left are forgotten. */
  private static final int MAX = 100_000;

  /** Lines beyond those that count, before the file is written anew. */
  private static final int SPARE_LINES = 10_000;

  /** Characters of a uid; Kubernetes' have 36. */
  private static final int MAX_UID = 128;

  private final Path file;
  private final Duration tokenLife;
  private final Clock clock;
  private final Map<String, Gone> gone = new ConcurrentHashMap<>();
  private final ReentrantLock writing = new ReentrantLock();
  private FileChannel channel;
  private int lines;

  private record Gone(long told, long until) {}

  /**
   * What was told of a pod.
   *
   * @param told event time
   * @param deleted false when it is there
   */
  public record Word(String uid, Instant told, boolean deleted) {}

  /**
   * Reads what is remembered.
   *
   * @param file created when missing
   * @param tokenLife longest time a token of a pod is valid
   */
  public GonePods(Path file, Duration tokenLife, Clock clock) throws IOException {
    this.file = file;
    this.tokenLife = tokenLife;
    this.clock = clock;
    if (Files.exists(file)) {
      String text = Files.readString(file, ISO_8859_1); // takes any byte
      // what follows the last newline was never acknowledged
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(this::load);
    }
    channel = compacted();
  }

  boolean contains(String uid) {
    Gone pod = gone.get(uid);
    return pod != null && pod.until() > clock.millis();
  }

  /** Takes words over; on return what is new in them is on disk. */
  public void tell(Collection<Word> words) throws IOException {
    writing.lock();
    try {
      StringBuilder news = new StringBuilder();
      int count = 0;
      for (Word word : words) {
        Gone known = gone.get(word.uid());
        long told = word.told().toEpochMilli();
        boolean changes = word.deleted() ? known == null : known != null && known.told() < told;
        if (changes && isUid(word.uid())) {
          long until = word.deleted() ? clock.instant().plus(tokenLife).toEpochMilli() : 0;
          news.append(line(word.uid(), told, until));
          count++;
        }
      }
      if (count > 0) {
        append(news.toString());
        lines += count;
        news.toString().lines().forEach(this::load);
        if (lines > gone.size() + SPARE_LINES || gone.size() > MAX) {
          channel = compacted();
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private void append(String text) throws IOException {
    long end = channel.position();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(end);
      throw new IOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void load(String line) {
    String[] words = line.split(" ", 3);
    if (words.length == 3 && isUid(words[0]) && isNumber(words[1]) && isNumber(words[2])) {
      long until = Long.parseLong(words[2]);
      if (until > clock.millis()) {
        gone.put(words[0], new Gone(Long.parseLong(words[1]), until));
      } else {
        gone.remove(words[0]);
      }
    }
  }

  private static boolean isUid(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_UID
        && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(Character::isDigit);
  }

  private static String line(String uid, long told, long until) {
    return uid + " " + Math.max(0, told) + " " + until + "\n";
  }

  /** Writes what still counts to a new file in place of the old one, and goes on there. */
  private FileChannel compacted() throws IOException {
    long now = clock.millis();
    gone.values().removeIf(pod -> pod.until() <= now);
    if (gone.size() > MAX) {
      List<String> least =
          gone.entrySet().stream()
              .sorted(Comparator.comparingLong(entry -> entry.getValue().until()))
              .limit(gone.size() - MAX * 9L / 10)
              .map(Map.Entry::getKey)
              .toList();
      least.forEach(gone::remove);
      LOG.log(
          Level.WARNING, "more than {0} pods went within a day: {1} forgotten", MAX, least.size());
    }
    StringBuilder text = new StringBuilder();
    gone.forEach((uid, pod) -> text.append(line(uid, pod.told(), pod.until())));
    Path next = file.resolveSibling(file.getFileName() + ".new");
    FileChannel opened =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        opened.write(bytes);
      }
      opened.force(true);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    lines = gone.size();
    return opened;
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      channel.close();
    } finally {
      writing.unlock();
    }
  }
}

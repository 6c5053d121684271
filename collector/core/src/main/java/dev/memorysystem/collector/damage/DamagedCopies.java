package dev.memorysystem.collector.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The copies that are kept beside a damaged file or directory, named after it, {@code .damaged-}
 * and the epoch milliseconds of when that was. They are there for who wants to look, and must not
 * fill the volume.
 */
public final class DamagedCopies {
  /** The newest; the one before it only while both take little of the volume. */
  private static final int KEPT = 2;

  /** Of the volume, above which the newest alone is kept; chosen: half of it is the database's. */
  private static final double SHARE = 0.25;

  private DamagedCopies() {}

  /** Where a copy of something is kept that is found damaged now. */
  public static Path next(Path damaged) {
    return damaged.resolveSibling(damaged.getFileName() + ".damaged-" + System.currentTimeMillis());
  }

  /**
   * Removes all but the newest two copies of something, or all but the newest when both would take
   * more than a quarter of the volume.
   *
   * @return what to say of that
   */
  public static String removeOld(Path damaged) {
    String rule = "the newest two of such copies are kept, one if they are large";
    try {
      List<Path> removed = remove(damaged, (long) (SHARE * volume(damaged)));
      return removed.isEmpty() ? rule : rule + "; removed: " + removed;
    } catch (IOException e) {
      return "older copies could not be removed, do that by hand: " + e;
    }
  }

  /**
   * @param large bytes, above which two copies together are
   * @return names of the files and directories that were removed
   */
  static List<Path> remove(Path damaged, long large) throws IOException {
    List<List<Path>> copies = newestFirst(damaged);
    int kept = Math.min(KEPT, copies.size());
    if (kept == KEPT && bytes(copies.subList(0, kept)) > large) {
      kept--;
    }
    List<Path> removed = new ArrayList<>();
    for (List<Path> copy : copies.subList(kept, copies.size())) {
      for (Path part : copy) {
        delete(part);
        removed.add(part.getFileName());
      }
    }
    return removed;
  }

  /** Each with its parts: a database has several files. */
  private static List<List<Path>> newestFirst(Path damaged) throws IOException {
    Pattern name =
        Pattern.compile(Pattern.quote(damaged.getFileName() + ".damaged-") + "(\\d{1,18})(-.+)?");
    Map<Long, List<Path>> copies = new TreeMap<>(Comparator.reverseOrder());
    Path directory = damaged.toAbsolutePath().getParent();
    if (directory == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        if (matcher.matches()) {
          copies.computeIfAbsent(Long.valueOf(matcher.group(1)), at -> new ArrayList<>()).add(file);
        }
      }
    }
    return List.copyOf(copies.values());
  }

  private static long volume(Path damaged) throws IOException {
    Path directory = damaged.toAbsolutePath().getParent();
    return directory == null ? Long.MAX_VALUE : Files.getFileStore(directory).getTotalSpace();
  }

  private static long bytes(List<List<Path>> copies) throws IOException {
    long bytes = 0;
    for (List<Path> copy : copies) {
      for (Path part : copy) {
        for (Path file : tree(part)) {
          bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
      }
    }
    return bytes;
  }

  private static void delete(Path part) throws IOException {
    for (Path file : tree(part).reversed()) {
      Files.delete(file);
    }
  }

  private static List<Path> tree(Path part) throws IOException {
    try (Stream<Path> files = Files.walk(part)) {
      return files.toList();
    }
  }
}

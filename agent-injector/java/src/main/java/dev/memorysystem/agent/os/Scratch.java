package dev.memorysystem.agent.os;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder of this process alone, held by a file lock. What killed processes left behind is found
 * by its lock being free, and removed at the next start: a container that restarts over and over
 * must not fill the pod's volume.
 */
public final class Scratch {
  private static final String PREFIX = "memory-system-scratch-";
  private static final String LOCK = "lock";

  /** Between a folder and its lock; chosen. */
  private static final Duration TIME_TO_MAKE = Duration.ofMinutes(1);

  /** To be left alone: a second look at a lock of this process would give it up. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private Scratch(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * @param parent where others may have left theirs, which are removed
   */
  public static Scratch in(Path parent) throws IOException {
    removeLeftovers(parent);
    Path folder = Files.createTempDirectory(parent, PREFIX);
    OWN.add(folder);
    try {
      return new Scratch(folder, lock(folder));
    } catch (IOException fullOrWithoutLocks) {
      delete(folder);
      OWN.remove(folder);
      throw fullOrWithoutLocks;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new IOException("cannot lock " + folder);
    }
    return channel;
  }

  public Path folder() {
    return folder;
  }

  /**
   * Has the end of this JVM remove the folder and these files of it, should it come before {@link
   * #close}.
   *
   * @throws IllegalStateException when the JVM is ending already
   */
  public void removeAtExit(String... files) {
    folder.toFile().deleteOnExit();
    folder.resolve(LOCK).toFile().deleteOnExit();
    for (String file : files) {
      folder.resolve(file).toFile().deleteOnExit();
    }
  }

  /** Removes the folder. */
  public void close() {
    try {
      lock.close();
      delete(folder);
      OWN.remove(folder);
    } catch (IOException later) {
      // the next process to start finds it unlocked
    }
  }

  /** Removes what killed processes left in a folder. */
  public static void removeLeftovers(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (!OWN.contains(folder) && isAbandoned(folder)) {
          delete(folder);
        }
      }
    }
  }

  private static boolean isAbandoned(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (NoSuchFileException withoutLock) {
      return isOld(folder);
    } catch (IOException | RuntimeException notOurs) {
      return false;
    }
  }

  /** One that has no lock is just being made, or what the end of a JVM could not remove. */
  private static boolean isOld(Path folder) {
    try {
      Instant changed = Files.getLastModifiedTime(folder).toInstant();
      return changed.isBefore(Instant.now().minus(TIME_TO_MAKE));
    } catch (IOException gone) {
      return false;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.map(Path::toFile).sorted(Comparator.reverseOrder()).forEach(File::delete);
    }
  }
}

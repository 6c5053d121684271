package dev.memorysystem.collector.pipeline;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many bytes the database may take; asked again and again, as the volume fills or grows. */
@FunctionalInterface
public interface Room {
  /** Bytes of a large volume that are left to the signal log and whoever else writes there. */
  long SPARE = 128L << 20;

  long bytes() throws IOException;

  /** Half of the volume; less when others fill it, so that signals go on being taken. */
  static Room halfOfTheVolume(Path file) {
    return () -> Math.min(Files.getFileStore(file).getTotalSpace() / 2, left(file));
  }

  /** So many bytes; less when others fill the volume. */
  static Room of(long bytes, Path file) {
    return () -> Math.min(bytes, left(file));
  }

  /**
   * What the volume has for the database, half of what it takes now at least.
   *
   * @param file the database
   */
  private static long left(Path file) throws IOException {
    FileStore volume = Files.getFileStore(file);
    long own = Files.size(file);
    long spare = Math.min(SPARE, volume.getTotalSpace() / 8);
    return Math.max(own / 2, own + volume.getUsableSpace() - spare);
  }
}

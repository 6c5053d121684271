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

  /**
   * Half of the volume; less when others fill it, so that signals go on being taken.
   *
   * @param file the database
   */
  static Room halfOfTheVolume(Path file) {
    return () -> {
      FileStore volume = Files.getFileStore(file);
      long own = Files.size(file);
      long total = volume.getTotalSpace();
      long spare = Math.min(SPARE, total / 8);
      long left = own + volume.getUsableSpace() - spare;
      return Math.min(total / 2, Math.max(own / 2, left));
    };
  }

  /** So many bytes, whatever the volume. */
  static Room of(long bytes) {
    return () -> bytes;
  }
}

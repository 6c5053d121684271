package dev.memorysystem.collector.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;

/**
 * Loads RocksDB's native library through a file under {@code java.io.tmpdir} that is removed at
 * once: the default would leave 13 MB behind each time the process is killed.
 */
final class RocksNative {
  private static boolean loaded;

  private RocksNative() {}

  static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      Path directory = Files.createTempDirectory("memory-system-rocksdb");
      try {
        NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
      } finally {
        try (var files = Files.list(directory)) {
          files.forEach(file -> file.toFile().delete());
        }
        Files.deleteIfExists(directory);
      }
      loaded = true;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot load RocksDB's native library: -Djava.io.tmpdir must name a writable directory"
              + " on a file system mounted without noexec",
          e);
    }
  }
}

package dev.memorysystem.collector.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Held by the collector that uses a directory. RocksDB's own is taken only when it opens, and files
 * are looked at, and mended, before that.
 */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;

  /**
   * @throws IOException when another collector holds it
   */
  DirectoryLock(Path directory) throws IOException {
    channel =
        FileChannel.open(
            directory.resolve("collector.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (locked() == null) {
        throw new IOException(
            "cannot open the signal log in %s: it is in use by another collector"
                .formatted(directory));
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private @Nullable FileLock locked() throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException byThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package dev.memorysystem.agent.directive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Where heap dumps are written: how much fits, how fast, and whether it is memory. */
final class Volume {
  /**
   * Share of a volume that is left free: below it the kubelet evicts pods, if it is the node's disk
   * (default of --eviction-hard, nodefs.available).
   */
  private static final double LEFT_FREE = 0.1;

  /** Bytes written to see how fast the volume is; chosen: more than a disk's own cache hides. */
  private static final int PROBE = 16 << 20;

  private static final double MIB = 1 << 20;

  private final Path folder;
  private final FileStore store;

  /**
   * @throws Refused when there is no such folder
   */
  Volume(Path folder) throws Refused {
    this.folder = folder;
    try {
      this.store = Files.getFileStore(folder);
    } catch (IOException absent) {
      throw new Refused("MEMORY_SYSTEM_DUMPS names no folder that there is: " + folder);
    }
  }

  /** Whether what is written to it is taken from the container's memory. */
  boolean isMemory() {
    return store.type().equals("tmpfs") || store.type().equals("ramfs");
  }

  void has(long bytes) throws Refused, IOException {
    long left = store.getUsableSpace() - (long) (LEFT_FREE * store.getTotalSpace());
    if (left < bytes) {
      throw new Refused(
          String.format(
              Locale.ROOT,
              "%s has %.0f MiB left, a tenth of the volume aside; the dump, as it is and redacted,"
                  + " may take %.0f MiB",
              folder,
              Math.max(0, left) / MIB,
              bytes / MIB));
    }
  }

  /** Bytes a second, down to the disk. */
  double speed(Path scratch) throws IOException {
    Path file = scratch.resolve("probe");
    long began = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocate(1 << 16);
      for (int written = 0; written < PROBE; written += block.capacity()) {
        block.clear();
        while (block.hasRemaining()) {
          channel.write(block);
        }
      }
      channel.force(true);
    } finally {
      Files.deleteIfExists(file);
    }
    return PROBE / ((System.nanoTime() - began) / 1e9);
  }
}

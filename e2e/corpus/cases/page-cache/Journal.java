package com.acme.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/** Entries in files of 16 MiB, of which the last ones are kept. */
final class Journal {
  private static final long FILE = 16 << 20;
  private static final int KEPT = 25;

  private final Path folder;
  private final Deque<Path> files = new ArrayDeque<>();
  private FileChannel channel;

  Journal() throws IOException {
    folder = Files.createTempDirectory("journal");
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
    channel = next();
  }

  synchronized long append(ByteBuffer entry) throws IOException {
    if (channel.position() > FILE) {
      channel.close();
      channel = next();
    }
    channel.write(entry);
    return channel.position();
  }

  private FileChannel next() throws IOException {
    Path file = Files.createTempFile(folder, "entries", ".log");
    files.addLast(file);
    if (files.size() > KEPT) {
      Files.delete(files.removeFirst());
    }
    return FileChannel.open(file, StandardOpenOption.WRITE);
  }

  private synchronized void remove() {
    for (Path file : files) {
      file.toFile().delete();
    }
    files.clear();
    folder.toFile().delete();
  }
}

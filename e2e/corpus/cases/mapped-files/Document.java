package com.acme.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** A document of an archive, each of its parts mapped. */
final class Document {
  private static final int PARTS = 10;
  private static final int PART = 4 << 10;

  private final List<ByteBuffer> parts = new ArrayList<>(PARTS);

  /** Opens the document at a place of the archive. */
  Document(FileChannel archive, long place) {
    try {
      for (int i = 0; i < PARTS; i++) {
        parts.add(archive.map(FileChannel.MapMode.READ_ONLY, place, PART));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int read() {
    int sum = 0;
    for (ByteBuffer part : parts) {
      sum += part.get(0);
    }
    return sum;
  }
}

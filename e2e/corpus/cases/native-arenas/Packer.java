package com.acme.archives;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A worker's packer: all parts of a file at once, and an inflater that checks one of them. */
final class Packer {
  private static final int PARTS = 24;

  /** Files after which the inflater is replaced. */
  private static final int RENEWED_AFTER = 20;

  private static final ThreadLocal<Packer> OF_THREAD = ThreadLocal.withInitial(Packer::new);

  private Inflater inflater = new Inflater();
  private int parts;

  static Packer ofThread() {
    return OF_THREAD.get();
  }

  /** Size of the file's parts, packed. */
  int pack(byte[] file) {
    Deflater[] open = new Deflater[PARTS];
    int part = file.length / PARTS;
    byte[] small = new byte[part + 64];
    int size = 0;
    try {
      for (int i = 0; i < PARTS; i++) {
        open[i] = new Deflater();
        open[i].setInput(file, i * part, part);
        open[i].finish();
        int length = open[i].deflate(small);
        size += length;
        check(small, length, part);
      }
    } finally {
      Arrays.stream(open).forEach(Deflater::end);
    }
    return size;
  }

  private void check(byte[] small, int length, int size) {
    if (++parts % (PARTS * RENEWED_AFTER) == 0) {
      inflater.end();
      inflater = new Inflater();
    }
    inflater.reset();
    inflater.setInput(small, 0, length);
    try {
      if (inflater.inflate(new byte[size]) != size) {
        throw new IllegalStateException("packed wrongly");
      }
    } catch (DataFormatException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.memorysystem.agent.directive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A heap dump that is read, and copied while it is read, but for what is left out or zeroed. Takes
 * two buffers, whatever the size of the dump.
 */
final class HprofIo {
  private static final int BUFFER = 1 << 16;

  private static final byte[] ZEROS = new byte[BUFFER];

  private final FileChannel source;
  private final @Nullable FileChannel target;
  private final Runnable rest;
  private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer out = ByteBuffer.allocate(BUFFER);
  private final long size;
  private int idSize = Long.BYTES;

  /**
   * @param source from its position on
   * @param target null: only read
   * @param rest called after each buffer
   */
  HprofIo(FileChannel source, @Nullable FileChannel target, Runnable rest) throws IOException {
    this.source = source;
    this.target = target;
    this.rest = rest;
    this.size = source.size();
    in.flip();
  }

  boolean copies() {
    return target != null;
  }

  int idSize() {
    return idSize;
  }

  /** Bytes of a reference from now on: four or eight. */
  void idSize(long bytes) throws IOException {
    if (bytes != Integer.BYTES && bytes != Long.BYTES) {
      throw new IOException("the heap dump has references of " + bytes + " bytes");
    }
    idSize = (int) bytes;
  }

  /** Bytes read so far. */
  long position() throws IOException {
    return source.position() - in.remaining();
  }

  boolean atEnd() throws IOException {
    return position() >= size;
  }

  /** Reads an unsigned number, and copies it. */
  long copyNumber(int bytes) throws IOException {
    long number = readNumber(bytes);
    write(number, bytes);
    return number;
  }

  long copyId() throws IOException {
    return copyNumber(idSize);
  }

  /** Reads a number that is not copied. */
  long readNumber(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | next();
    }
    return number;
  }

  String readText(int bytes) throws IOException {
    byte[] text = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      text[i] = (byte) next();
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  void write(long number, int bytes) throws IOException {
    for (int i = bytes - 1; i >= 0; i--) {
      write((byte) (number >>> (8 * i)));
    }
  }

  void copy(long bytes) throws IOException {
    if (!copies()) {
      skip(bytes);
      return;
    }
    for (long left = bytes; left > 0; ) {
      fill();
      flushIfFull();
      int some = (int) Math.min(left, Math.min(in.remaining(), out.remaining()));
      ByteBuffer slice = in.slice();
      slice.limit(some);
      out.put(slice);
      in.position(in.position() + some);
      left -= some;
    }
  }

  /**
   * Copies what is kept, and zeroes the rest.
   *
   * @param kept by byte
   */
  void copy(boolean[] kept) throws IOException {
    for (boolean keep : kept) {
      int value = next();
      write((byte) (keep ? value : 0));
    }
  }

  /** Reads over so many bytes, and writes as many zeros. */
  void zero(long bytes) throws IOException {
    skip(bytes);
    for (long left = target == null ? 0 : bytes; left > 0; ) {
      flushIfFull();
      int some = (int) Math.min(left, out.remaining());
      out.put(ZEROS, 0, some);
      left -= some;
    }
  }

  /** Reads over so many bytes. */
  void skip(long bytes) throws IOException {
    if (bytes > size - position()) {
      throw new EOFException("the heap dump is cut off");
    }
    if (bytes <= in.remaining()) {
      in.position(in.position() + (int) bytes);
    } else {
      source.position(position() + bytes);
      in.position(in.limit());
    }
  }

  /** Writes what is still in the buffer. */
  void flush() throws IOException {
    if (target != null) {
      out.flip();
      while (out.hasRemaining()) {
        target.write(out);
      }
      out.clear();
    }
  }

  private int next() throws IOException {
    fill();
    return in.get() & 0xFF;
  }

  private void fill() throws IOException {
    if (in.hasRemaining()) {
      return;
    }
    in.clear();
    int read = source.read(in);
    in.flip();
    if (read <= 0) {
      throw new EOFException("the heap dump is cut off");
    }
    rest.run();
  }

  private void write(byte value) throws IOException {
    if (target != null) {
      flushIfFull();
      out.put(value);
    }
  }

  private void flushIfFull() throws IOException {
    if (!out.hasRemaining()) {
      flush();
    }
  }
}

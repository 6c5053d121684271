package dev.memorysystem.collector.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all series of one process did in one minute, as one row: a process has some sixty series,
 * and a row of its own for each costs more time and space than what is in it.
 *
 * <p>Bytes: format (1), then for each series its slot (unsigned LEB128), flags (1 byte), the
 * milliseconds into the minute of its last value (LEB128), the last value, and minimum and maximum
 * unless they equal it. Whole numbers are zigzag LEB128, minimum and maximum less the last value;
 * others are big-endian doubles.
 */
final class MinuteRow {
  private static final byte FORMAT = 1;
  private static final int SAME = 1;
  private static final int WHOLE = 2;

  /** Whole numbers up to this are exact in a double. */
  private static final double EXACT = 1L << 53;

  private final Map<Integer, Cell> cells = new TreeMap<>();

  /**
   * One series in the minute.
   *
   * @param lastAt milliseconds into the minute
   */
  record Cell(double min, double max, double last, int lastAt) {
    Cell merge(Cell other) {
      boolean newer = other.lastAt >= lastAt;
      return new Cell(
          Math.min(min, other.min),
          Math.max(max, other.max),
          newer ? other.last : last,
          Math.max(lastAt, other.lastAt));
    }
  }

  Map<Integer, Cell> cells() {
    return cells;
  }

  void add(int slot, Cell cell) {
    cells.merge(slot, cell, Cell::merge);
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * cells.size() + 1);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      for (Map.Entry<Integer, Cell> entry : cells.entrySet()) {
        write(out, entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing fails in memory
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, int slot, Cell cell) throws IOException {
    boolean same =
        Double.compare(cell.min, cell.last) == 0 && Double.compare(cell.max, cell.last) == 0;
    boolean whole = isWhole(cell.last) && isWhole(cell.min) && isWhole(cell.max);
    writeUnsigned(out, slot);
    out.writeByte((same ? SAME : 0) | (whole ? WHOLE : 0));
    writeUnsigned(out, cell.lastAt);
    writeValue(out, cell.last, 0, whole);
    if (!same) {
      writeValue(out, cell.min, cell.last, whole);
      writeValue(out, cell.max, cell.last, whole);
    }
  }

  /**
   * @throws IOException when the bytes are none that {@link #encode()} made
   */
  static MinuteRow decode(byte[] bytes) throws IOException {
    MinuteRow row = new MinuteRow();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readByte() != FORMAT) {
      throw new IOException("a row of series is of a format that this version does not know");
    }
    while (in.available() > 0) {
      int slot = (int) readUnsigned(in);
      int flags = in.readByte();
      int lastAt = (int) readUnsigned(in);
      boolean whole = (flags & WHOLE) != 0;
      double last = readValue(in, 0, whole);
      boolean same = (flags & SAME) != 0;
      double min = same ? last : readValue(in, last, whole);
      double max = same ? last : readValue(in, last, whole);
      row.cells.put(slot, new Cell(min, max, last, lastAt));
    }
    return row;
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value)
        && Math.abs(value) <= EXACT
        && Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(-0.0);
  }

  private static void writeValue(DataOutputStream out, double value, double base, boolean whole)
      throws IOException {
    if (whole) {
      long number = (long) value - (long) base;
      writeUnsigned(out, (number << 1) ^ (number >> 63));
    } else {
      out.writeDouble(value);
    }
  }

  private static double readValue(DataInputStream in, double base, boolean whole)
      throws IOException {
    if (!whole) {
      return in.readDouble();
    }
    long zigzag = readUnsigned(in);
    return (long) base + ((zigzag >>> 1) ^ -(zigzag & 1));
  }

  private static void writeUnsigned(DataOutputStream out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  private static long readUnsigned(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("a row of series ends within a number");
      }
      value |= (next & 0x7FL) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new IOException("a row of series holds a number longer than 64 bits");
  }
}

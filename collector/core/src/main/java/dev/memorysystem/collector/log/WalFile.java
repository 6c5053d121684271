package dev.memorysystem.collector.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of RocksDB's write-ahead log, looked at before RocksDB does: RocksDB stops at what it
 * cannot read without saying how much came after, and a damaged header can keep it reading for
 * ever.
 *
 * <p>Format (RocksDB, "Write Ahead Log File Format"): blocks of 32 KiB, in which records of header
 * (masked CRC-32C of type and data, 4 bytes; length, 2 bytes; type, 1 byte; all little endian) and
 * data follow each other; less than a header's room at the end of a block is zeros. Files are not
 * recycled here, so headers are 7 bytes.
 */
final class WalFile {
  private static final int BLOCK = 32 * 1024;
  private static final int HEADER = 7;

  /** RocksDB, util/crc32c.h. */
  private static final int MASK_DELTA = 0xa282ead8;

  private WalFile() {}

  /**
   * A stretch that cannot be read.
   *
   * @param end of the stretch: that of its block, or of the file
   * @param tail whether nothing that can be read follows
   */
  record Damage(Path file, long start, long end, boolean tail) {
    @Override
    public String toString() {
      return "%s from byte %d to %d".formatted(file.getFileName(), start, end);
    }
  }

  /** What of a file cannot be read. A record cut short by the end of the file is no damage. */
  static List<Damage> check(Path file) throws IOException {
    List<long[]> unreadable = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int size = bytes.limit();
    int at = 0;
    int lastGood = 0;
    while (at < size) {
      int endOfBlock = Math.min(size, at - at % BLOCK + BLOCK);
      if (endOfBlock - at < HEADER) {
        at = endOfBlock;
        continue;
      }
      int length = Short.toUnsignedInt(bytes.getShort(at + 4));
      int next = at + HEADER + length;
      if (next <= endOfBlock && isIntact(bytes, at, length)) {
        at = next;
        lastGood = at;
      } else if (isCutShort(bytes, at, next)) {
        break;
      } else {
        unreadable.add(new long[] {at, endOfBlock});
        at = endOfBlock;
      }
    }
    List<Damage> damages = new ArrayList<>();
    for (long[] stretch : unreadable) {
      damages.add(new Damage(file, stretch[0], stretch[1], stretch[0] >= lastGood));
    }
    return damages;
  }

  private static boolean isIntact(ByteBuffer bytes, int at, int length) {
    if (bytes.get(at + 6) == 0) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), at + 6, 1 + length);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + MASK_DELTA == bytes.getInt(at);
  }

  /** As a crash leaves it: the end of the file came too early, or its last pages never arrived. */
  private static boolean isCutShort(ByteBuffer bytes, int at, int next) {
    int type = bytes.get(at + 6);
    boolean fits = at % BLOCK + (next - at) <= BLOCK;
    if (next > bytes.limit() && fits && type >= 1 && type <= 4) {
      return true;
    }
    for (int i = at; i < bytes.limit(); i++) {
      if (bytes.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Cuts a damaged tail off, and blanks what is damaged before: RocksDB skips zeros. */
  static void blank(Damage damage) throws IOException {
    try (FileChannel channel = FileChannel.open(damage.file(), StandardOpenOption.WRITE)) {
      if (damage.tail()) {
        channel.truncate(damage.start());
      } else {
        ByteBuffer zeros = ByteBuffer.allocate((int) (damage.end() - damage.start()));
        for (long at = damage.start(); zeros.hasRemaining(); ) {
          at += channel.write(zeros, at);
        }
      }
      channel.force(true);
    }
  }

  /** Files of a log, oldest first. */
  static List<Path> in(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }
}

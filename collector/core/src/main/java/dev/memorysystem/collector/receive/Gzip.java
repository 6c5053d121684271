package dev.memorysystem.collector.receive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Inflates within bounds: a few kilobytes of gzip can stand for gigabytes. */
final class Gzip {
  private static final int CHUNK = 64 * 1024;

  private Gzip() {}

  /**
   * @param max bytes of the result at most
   * @param reservation charged as the result grows
   */
  static byte[] inflate(byte[] compressed, long max, MemoryLimiter.Reservation reservation)
      throws Refused {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(4 * compressed.length, CHUNK));
    byte[] chunk = new byte[CHUNK];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (out.size() + (long) read > max) {
          throw new Refused(
              Refused.Reason.TOO_LARGE,
              "the request is larger than %d bytes when inflated; send smaller batches"
                  .formatted(max));
        }
        reservation.add(read);
        out.write(chunk, 0, read);
      }
    } catch (IOException e) {
      throw new Refused(
          Refused.Reason.MALFORMED,
          "the request says it is gzip but cannot be inflated (%s)".formatted(e.getMessage()));
    }
    return out.toByteArray();
  }
}

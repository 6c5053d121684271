package dev.memorysystem.agent.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Files that the kubelet changes in place. They are read whenever they are needed, a few times a
 * minute, so that no change is missed: neither their times nor their sizes need tell of it.
 */
final class SmallFile {
  /** Bytes: a bundle of all public CAs has some 250,000. */
  private static final int LARGEST = 1 << 20;

  private SmallFile() {}

  /**
   * @throws IOException when it cannot be read or is too large
   */
  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[4096];
      int length = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer, length, buffer.length - length)) {
        length += n;
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, 2 * length);
        }
        if (length > LARGEST) {
          throw new IOException(file + " is larger than " + LARGEST + " bytes");
        }
      }
      return Arrays.copyOf(buffer, length);
    }
  }
}

package dev.memorysystem.collector.recording;

import dev.memorysystem.analyzer.signal.Signal;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads what a {@link SignalRecorder} wrote. */
public final class Recording {
  private Recording() {}

  /**
   * The signals in the order they were folded. Of a file that was cut off, because its writer was
   * killed, those that are whole.
   *
   * @throws IOException when the file cannot be read, or a line is no signal; names file and line
   */
  public static List<Signal> read(Path file) throws IOException {
    String text = unzipped(file);
    List<Signal> signals = new ArrayList<>();
    int begin = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      try {
        signals.add(SignalCodec.decode(text.substring(begin, end)));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "%s, line %d: %s".formatted(file, signals.size() + 1, e.getMessage()), e);
      }
      begin = end + 1;
    }
    return signals;
  }

  private static String unzipped(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      byte[] buffer = new byte[8 << 10];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes.write(buffer, 0, count);
      }
    } catch (EOFException cutOff) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

package dev.memorysystem.collector.recording;

import dev.memorysystem.analyzer.signal.Signal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes every signal it is told as one line of a gzip file ({@code .jsonl.gz}), each on disk when
 * the call returns. It never disturbs who tells it: when the file cannot be written it stops, and
 * {@link #close()} says so.
 */
public final class SignalRecorder implements Consumer<Signal>, AutoCloseable {
  private static final int BUFFER = 8 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final String name;
  private final Writer out;
  private @Nullable IOException failure;

  /**
   * Replaces the file.
   *
   * @throws IOException when it cannot be written
   */
  public SignalRecorder(Path file) throws IOException {
    this(file.toString(), Files.newOutputStream(file));
  }

  SignalRecorder(String name, OutputStream file) throws IOException {
    this.name = name;
    GZIPOutputStream zipped = new GZIPOutputStream(file, BUFFER, true);
    out = new BufferedWriter(new OutputStreamWriter(zipped, StandardCharsets.UTF_8));
  }

  @Override
  public void accept(Signal signal) {
    lock.lock();
    try {
      if (failure == null) {
        out.write(SignalCodec.encode(signal));
        out.write('\n');
        out.flush();
      }
    } catch (IOException e) {
      failure = e;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @throws IOException when not every signal is in the file
   */
  @Override
  public void close() throws IOException {
    lock.lock();
    try (out) {
      if (failure != null) {
        throw new IOException("the recording " + name + " is incomplete", failure);
      }
    } finally {
      lock.unlock();
    }
  }
}

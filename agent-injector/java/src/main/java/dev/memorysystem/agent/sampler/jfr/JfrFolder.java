package dev.memorysystem.agent.sampler.jfr;

import dev.memorysystem.agent.os.Scratch;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Where JFR writes its chunks and the agent its snapshots: the JVM's temporary folder, as without
 * the agent, so that the application's own recordings stay where they would be and nothing outlives
 * the container. Only where that cannot be written, as in a container with a read-only root file
 * system, the agent's own folder.
 */
final class JfrFolder {
  private final Path path;
  private final @Nullable Scratch scratch;

  private JfrFolder(Path path, @Nullable Scratch scratch) {
    this.path = path;
    this.scratch = scratch;
  }

  /**
   * @param directory the agent's folder, if it was given one
   * @throws IOException when neither can be written
   */
  static JfrFolder choose(Instrumentation instrumentation, @Nullable Path directory)
      throws IOException {
    Path temporary = Paths.get(System.getProperty("java.io.tmpdir", "/tmp"));
    if (isWritable(temporary)) {
      return new JfrFolder(temporary, null);
    }
    if (directory == null || !isWritable(directory)) {
      throw new IOException(
          "JFR needs a writable folder: neither "
              + temporary
              + " nor MEMORY_SYSTEM_DIR"
              + (directory == null ? " (not set)" : "=" + directory)
              + " is one");
    }
    Scratch scratch = Scratch.in(directory);
    if (!FlightRecorder.isInitialized()) {
      try {
        JfrRepository.moveTo(scratch.folder(), instrumentation);
      } catch (IOException refused) {
        scratch.close();
        throw refused;
      }
    }
    return new JfrFolder(scratch.folder(), scratch);
  }

  /** Tried, not asked: permissions do not tell of read-only, full or special file systems. */
  private static boolean isWritable(Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, "memory-system-", ".probe"));
      return true;
    } catch (IOException | RuntimeException refused) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  /** Bytes this process can still write to it. */
  long freeBytes() {
    return path.toFile().getUsableSpace();
  }

  void close() {
    if (scratch != null) {
      scratch.close();
    }
  }
}

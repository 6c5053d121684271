package dev.memorysystem.agent.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** What agent-injector/jvmti/build makes for tests. */
public final class NativeEngine {
  private static final Path BUILT = Path.of(System.getProperty("native.test"));

  /** An agent that samples allocations itself. */
  public static final Path RIVAL = BUILT.resolve("librival.so");

  /** To be loaded before {@link #sanitizedAgent}. */
  public static final Path ADDRESS_SANITIZER = BUILT.resolve("libasan.so");

  private NativeEngine() {}

  /** The agent's jar with an engine that tells of its errors and ends the process. */
  public static Path sanitizedAgent(Path folder) throws IOException {
    Path jar = Files.copy(ChildJvm.AGENT, folder.resolve("sanitized.jar"));
    String library = "linux-" + machine() + "/libmemory-system.so";
    try (FileSystem inside =
        FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.copy(
          BUILT.resolve(library),
          inside.getPath("inst/native/" + library),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return jar;
  }

  private static String machine() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }
}

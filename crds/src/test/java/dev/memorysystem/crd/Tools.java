package dev.memorysystem.crd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Binaries that tests use, as {@code e2e/cluster/cluster tool NAME} makes them. */
public final class Tools {
  private Tools() {}

  /** By environment variable, else on the PATH, else the newest in the cache of cluster tools. */
  public static Optional<Path> find(String variable, String name) throws IOException {
    String given = System.getenv(variable);
    if (given != null) {
      return Optional.of(Path.of(given));
    }
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return Optional.of(Path.of(folder, name));
      }
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    Path bin =
        (cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
            .resolve("memory-system/bin");
    if (!Files.isDirectory(bin)) {
      return Optional.empty();
    }
    try (Stream<Path> tools = Files.list(bin)) {
      return tools
          .map(tool -> tool.resolve(name))
          .filter(Files::isExecutable)
          .max(Comparator.comparing(tool -> tool.toFile().lastModified()));
    }
  }
}

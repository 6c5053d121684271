package dev.memorysystem.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Libraries by their Maven coordinates with everything they depend on, resolved by Maven itself and
 * kept in a cache: one folder of jars for each list of coordinates.
 */
final class Libraries {
  /** As the build pins it. */
  private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";

  private final Path cache;

  Libraries(Path cache) {
    this.cache = cache;
  }

  /**
   * Sees to it that they can be {@linkplain #jars had}, all with one run of Maven.
   *
   * @throws IOException when they cannot be resolved; says what Maven said
   */
  void fetch(Collection<List<String>> lists) throws IOException, InterruptedException {
    List<List<String>> missing =
        lists.stream()
            .filter(list -> !list.isEmpty() && !Files.isDirectory(folder(list)))
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      Files.createDirectories(cache);
      Path work = Files.createTempDirectory(cache, "fetch-");
      try {
        fetch(missing, work);
      } finally {
        Folders.delete(work);
      }
    }
  }

  /**
   * Jars of a class path, in order of name.
   *
   * @throws IOException when they were not fetched
   */
  List<Path> jars(List<String> coordinates) throws IOException {
    if (coordinates.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> jars = Files.list(folder(coordinates))) {
      return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private Path folder(List<String> coordinates) {
    return cache.resolve(new Digest().add(coordinates).text());
  }

  private void fetch(List<List<String>> lists, Path work) throws IOException, InterruptedException {
    for (int i = 0; i < lists.size(); i++) {
      Path module = Files.createDirectory(work.resolve("list-" + i));
      Files.createDirectory(module.resolve("jars"));
      Files.writeString(module.resolve("pom.xml"), LibraryPoms.of(lists.get(i), i));
    }
    Path parent = Files.writeString(work.resolve("pom.xml"), LibraryPoms.parent(lists.size()));
    try {
      Shell.run(
          List.of(
              "mvn",
              "-B",
              "-ntp",
              "-q",
              "-Dstyle.color=never",
              "-f",
              parent.toString(),
              PLUGIN + ":copy-dependencies",
              "-DincludeScope=runtime",
              "-DoutputDirectory=jars"),
          work.resolve("log"));
    } catch (IOException e) {
      throw new IOException(
          "cannot fetch %s; Maven Central must be reachable the first time. %s"
              .formatted(lists, e.getMessage()),
          e);
    }
    for (int i = 0; i < lists.size(); i++) {
      move(work.resolve("list-" + i).resolve("jars"), folder(lists.get(i)));
    }
  }

  /** Somebody else may have been faster. */
  private static void move(Path jars, Path folder) throws IOException {
    try {
      Files.move(jars, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }
}

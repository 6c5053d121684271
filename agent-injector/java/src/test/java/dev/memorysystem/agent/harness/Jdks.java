package dev.memorysystem.agent.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs of this machine: one of each feature version. */
public final class Jdks {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/jvm"),
          Path.of(
                  System.getenv()
                      .getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"))
              .resolve("memory-system/jdks"));

  private Jdks() {}

  /** An installed JDK or JRE. */
  public record Jdk(int version, Path home) {
    public Path java() {
      return home.resolve("bin/java");
    }

    /** Whether it starts with these options. */
    public boolean accepts(List<String> options) {
      var command = new ArrayList<String>();
      command.add(java().toString());
      command.addAll(options);
      command.add("-version");
      try {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start().waitFor() == 0;
      } catch (IOException notRunnable) {
        return false;
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public String toString() {
      return "JDK " + version;
    }
  }

  /** The JDK that runs the tests. */
  public static Jdk current() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** All of them, the oldest first, {@link #current} among them. */
  public static List<Jdk> all() {
    var found = new TreeMap<Integer, Jdk>();
    for (Path home : homes()) {
      int version = version(home);
      if (version >= 8) {
        found.putIfAbsent(version, new Jdk(version, home));
      }
    }
    found.put(current().version(), current());
    return List.copyOf(found.values());
  }

  private static List<Path> homes() {
    var homes = new ArrayList<Path>();
    for (Path place : PLACES) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> folders = Files.list(place)) {
          folders
              .flatMap(folder -> Stream.of(folder, folder.resolve("jre")))
              .filter(folder -> Files.isExecutable(folder.resolve("bin/java")))
              .sorted()
              .forEach(homes::add);
        } catch (IOException unreadable) {
          throw new UncheckedIOException(unreadable);
        }
      }
    }
    return homes;
  }

  private static int version(Path home) {
    var properties = new Properties();
    for (Path file : List.of(home.resolve("release"), home.resolve("../release"))) {
      try (var in = Files.newInputStream(file)) {
        properties.load(in);
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        String[] parts = version.split("[._]");
        return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
      } catch (IOException | RuntimeException tryNext) {
        continue;
      }
    }
    return 0;
  }
}

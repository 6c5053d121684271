package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Options that do not go with {@code -javaagent}. A JDK 25 virtual machine refuses to start with
 * {@code -XX:+AutoCreateSharedArchive}, {@code -XX:ArchiveClassesAtExit} or {@code -XX:AOTMode=on}
 * and an agent; other archives of classes are dropped with errors on its standard output, and a
 * system class loader of the program's own must be made to load agents.
 */
final class ConflictingOptions {
  private static final List<String> OPTIONS =
      List.of(
          "-XX:AOT",
          "AutoCreateSharedArchive",
          "ArchiveClassesAtExit",
          "SharedArchiveFile",
          "-Xshare:on",
          "-Djava.system.class.loader");

  private ConflictingOptions() {}

  /** In the command, the arguments or a literal variable: start scripts have names of their own. */
  static boolean in(Container container) {
    return Stream.of(
            container.getCommand().stream(),
            container.getArgs().stream(),
            container.getEnv().stream().map(EnvVar::getValue).filter(Objects::nonNull))
        .flatMap(texts -> texts)
        .anyMatch(ConflictingOptions::in);
  }

  static boolean in(Collection<String> texts) {
    return texts.stream().anyMatch(ConflictingOptions::in);
  }

  private static boolean in(String text) {
    return OPTIONS.stream().anyMatch(text::contains);
  }
}

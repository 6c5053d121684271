package dev.memorysystem.corpus;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param repository the checkout
 * @param userCache outlives checkouts
 */
record Layout(Path repository, Path userCache) {
  /** As {@code e2e/corpus/corpus} says. */
  static Layout fromSystem() {
    String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path cache = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return new Layout(
        Path.of(System.getProperty("corpus.repository", ".")).toAbsolutePath().normalize(),
        cache.resolve("memory-system/corpus"));
  }

  Path cases() {
    return repository.resolve("e2e/corpus/cases");
  }

  /** Sources that every case may use. */
  Path harness() {
    return repository.resolve("e2e/corpus/harness");
  }

  Path libraries() {
    return userCache.resolve("libraries");
  }

  /** Results and recordings; a folder a run. */
  Path runs() {
    return repository.resolve(".cache/corpus/runs");
  }

  Path classes() {
    return repository.resolve(".cache/corpus/classes");
  }

  Path watch() {
    return repository.resolve("bin/memory-system");
  }

  Path agent() {
    return repository.resolve("agent-injector/java/target/memory-system-agent.jar");
  }

  Path page() {
    return repository.resolve("docs/accuracy.md");
  }

  Path json() {
    return repository.resolve("target/corpus.json");
  }
}

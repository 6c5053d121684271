package dev.memorysystem.e2e;

import java.nio.file.Path;

/** The checkout the tests run from. */
public final class Repository {
  private static final Path ROOT = Path.of(System.getProperty("repository", "../.."));

  private Repository() {}

  public static Path path(String inside) {
    return ROOT.resolve(inside).toAbsolutePath().normalize();
  }
}

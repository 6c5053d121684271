package dev.memorysystem.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the generated files equal to docs/signals.yaml; `-Dgenerate=true` writes them. */
class SignalsTest {
  @Test
  void constantsAreCurrent() throws IOException {
    current(SignalsFile.CONSTANTS, SignalsFile.read().constants());
  }

  @Test
  void referencePageIsCurrent() throws IOException {
    current(SignalsFile.REFERENCE, SignalsFile.read().reference());
  }

  private static void current(Path file, String wanted) throws IOException {
    if (Boolean.getBoolean("generate")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, wanted);
    }
    assertThat(file).as("stale: run `make generate` and commit the result").hasContent(wanted);
  }
}

package dev.memorysystem.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the chart's CRD equal to the Java types; {@code -Dgenerate=true} writes it. */
class CrdFileTest {
  @Test
  void committedCrdIsCurrent(@TempDir Path directory) throws IOException {
    String wanted = CrdFile.generate(directory);
    if (Boolean.getBoolean("generate")) {
      Files.createDirectories(CrdFile.COMMITTED.getParent());
      Files.writeString(CrdFile.COMMITTED, wanted);
    }
    assertThat(CrdFile.COMMITTED)
        .as("stale: run `make generate` and commit the result")
        .hasContent(wanted);
  }
}

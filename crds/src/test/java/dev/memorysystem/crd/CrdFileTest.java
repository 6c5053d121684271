package dev.memorysystem.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the chart's CRD equal to the Java types; {@code -Dgenerate=true} writes it. */
class CrdFileTest {
  @Test
  void committedCrdIsCurrent(@TempDir Path directory) throws IOException {
    String wanted = generate(directory);
    if (Boolean.getBoolean("generate")) {
      Files.createDirectories(CommittedCrd.PATH.getParent());
      Files.writeString(CommittedCrd.PATH, wanted);
    }
    assertThat(CommittedCrd.PATH)
        .as("stale: run `make generate` and commit the result")
        .hasContent(wanted);
  }

  private static String generate(Path directory) throws IOException {
    new CRDGenerator()
        .customResourceClasses(MemoryProfile.class)
        .forCRDVersions("v1")
        .withPostProcessor(new CrdFinish(CommittedCrd.version()))
        .inOutputDir(directory.toFile())
        .generate();
    return Files.readString(directory.resolve(CommittedCrd.PATH.getFileName()));
  }
}

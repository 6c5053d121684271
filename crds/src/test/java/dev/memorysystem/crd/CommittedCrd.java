package dev.memorysystem.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CRD as the chart installs it. */
public final class CommittedCrd {
  private static final Path CHART = chart();
  static final Path PATH = CHART.resolve("crds/memoryprofiles.memory-system.dev-v1.yml");

  private CommittedCrd() {}

  public static CustomResourceDefinition read() throws IOException {
    return Serialization.unmarshal(Files.readString(PATH), CustomResourceDefinition.class);
  }

  /** Of the chart, and so of everything it brings. */
  static String version() throws IOException {
    return Files.readAllLines(CHART.resolve("Chart.yaml")).stream()
        .filter(line -> line.startsWith("appVersion:"))
        .map(line -> line.substring(line.indexOf(':') + 1).replace('"', ' ').strip())
        .findFirst()
        .orElseThrow();
  }

  /** Tests of any module run in that module's folder. */
  private static Path chart() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("crds"))) {
      folder = folder.getParent();
    }
    return folder.resolve("helm/memory-system");
  }
}

package dev.memorysystem.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CRD as the chart installs it. */
public final class CommittedCrd {
  static final Path PATH = path();

  private CommittedCrd() {}

  public static CustomResourceDefinition read() throws IOException {
    return Serialization.unmarshal(Files.readString(PATH), CustomResourceDefinition.class);
  }

  /** Tests of any module run in that module's folder. */
  private static Path path() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("crds"))) {
      folder = folder.getParent();
    }
    return folder.resolve("helm/memory-system/crds/memoryprofiles.memory-system.dev-v1.yml");
  }
}

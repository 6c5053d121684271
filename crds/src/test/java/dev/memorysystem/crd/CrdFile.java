package dev.memorysystem.crd;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The committed CRD, and what it is generated from. */
public final class CrdFile {
  static final Path COMMITTED = committedPath();

  private CrdFile() {}

  static String generate(Path directory) throws IOException {
    new CRDGenerator()
        .customResourceClasses(MemoryProfile.class)
        .forCRDVersions("v1")
        .withPostProcessor(new CrdFinish())
        .inOutputDir(directory.toFile())
        .generate();
    return Files.readString(directory.resolve(COMMITTED.getFileName()));
  }

  /** The CRD as the chart installs it. */
  public static CustomResourceDefinition committed() throws IOException {
    return Serialization.unmarshal(Files.readString(COMMITTED), CustomResourceDefinition.class);
  }

  /** Tests of any module run in that module's folder. */
  private static Path committedPath() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("crds"))) {
      folder = folder.getParent();
    }
    return folder.resolve("helm/memory-system/crds/memoryprofiles.memory-system.dev-v1.yml");
  }
}

package dev.memorysystem.agent.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An agent that is a program of these tests itself, with the agent's classes on its class path. */
public final class OwnAgent {
  private OwnAgent() {}

  /**
   * @param premain of the package `programs`
   * @param agentClass one of the classes that it needs: all beside it come along
   */
  public static Path jar(Path file, String premain, Class<?> agentClass)
      throws IOException, URISyntaxException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "dev.memorysystem.programs." + premain);
    URI origin = agentClass.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      Path source = Path.of(origin);
      if (Files.isDirectory(source)) {
        copy(source, jar);
      } else {
        try (var packed = FileSystems.newFileSystem(source)) {
          copy(packed.getPath("/"), jar);
        }
      }
    }
    return file;
  }

  private static void copy(Path root, JarOutputStream jar) throws IOException {
    try (var files = Files.walk(root.resolve("dev"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        jar.putNextEntry(new JarEntry(root.relativize(file).toString()));
        Files.copy(file, (OutputStream) jar);
      }
    }
  }
}

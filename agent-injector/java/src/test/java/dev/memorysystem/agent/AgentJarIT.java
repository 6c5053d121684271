package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.agent.harness.ChildJvm;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar that goes into other people's JVMs. */
class AgentJarIT {
  /** Class file version of Java 8. */
  private static final int JAVA_8 = 52;

  @Test
  void everyClassRunsOnJava8() throws IOException {
    List<String> newer = new ArrayList<>();
    int classes = 0;
    try (var jar = new JarFile(ChildJvm.AGENT.toFile())) {
      for (ZipEntry entry : entries(jar)) {
        if (entry.getName().endsWith(".class") || entry.getName().endsWith(".classdata")) {
          classes++;
          try (var in = new DataInputStream(jar.getInputStream(entry))) {
            assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
            in.readUnsignedShort();
            if (in.readUnsignedShort() > JAVA_8) {
              newer.add(entry.getName());
            }
          }
        }
      }
    }
    assertThat(newer).isEmpty();
    assertThat(classes).isGreaterThan(100);
  }

  @Test
  void showsTheApplicationNothingButItsEntry() throws IOException {
    try (var jar = new JarFile(ChildJvm.AGENT.toFile())) {
      assertThat(entries(jar))
          .extracting(ZipEntry::getName)
          .contains("inst/LICENSE")
          .allMatch(
              name ->
                  name.equals("META-INF/MANIFEST.MF")
                      || name.equals("inst/LICENSE")
                      || name.equals("inst/META-INF/services/dev.memorysystem.agent.rules.Rule")
                      || name.matches("inst/native/linux-\\w+/libmemory-system\\.so")
                      || name.matches("dev/memorysystem/agent/bootstrap/[\\w$]+\\.class")
                      || name.matches("inst/dev/memorysystem/agent/.+\\.classdata"));
    }
  }

  @Test
  void staysSmall() throws IOException {
    assertThat(Files.size(ChildJvm.AGENT)).isLessThan(3 * 1024 * 1024);
  }

  @Test
  void hasTheManifestOfAnAgent() throws IOException {
    try (var jar = new JarFile(ChildJvm.AGENT.toFile())) {
      var manifest = jar.getManifest().getMainAttributes();
      String entry = "dev.memorysystem.agent.bootstrap.Agent";
      assertThat(manifest.getValue("Premain-Class")).isEqualTo(entry);
      assertThat(manifest.getValue("Agent-Class")).isEqualTo(entry);
      assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
    }
  }

  private static List<ZipEntry> entries(JarFile jar) {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry.class::cast).toList();
  }
}

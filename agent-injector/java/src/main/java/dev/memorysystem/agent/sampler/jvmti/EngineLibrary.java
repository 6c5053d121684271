package dev.memorysystem.agent.sampler.jvmti;

import dev.memorysystem.agent.Jdk;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads the library that the agent's jar holds for this machine. It is copied to a folder that
 * allows it to be mapped, and removed there as soon as it is.
 */
final class EngineLibrary {
  /** From this release on System.load prints a warning (JEP 472). */
  private static final int LOADING_WARNS = 24;

  private EngineLibrary() {}

  /**
   * @param directory where the agent may write, if anywhere
   * @throws IOException saying why it cannot be loaded
   */
  static void load(Instrumentation instrumentation, @Nullable Path directory) throws IOException {
    List<Path> folders = new ArrayList<>();
    folders.add(Paths.get(System.getProperty("java.io.tmpdir", "/tmp")));
    if (directory != null) {
      folders.add(directory);
    }
    IOException refusal = new IOException("no folder for it");
    for (Path folder : folders) {
      try {
        loadFrom(folder, instrumentation);
        return;
      } catch (IOException refused) {
        refusal = refused;
      }
    }
    throw refusal;
  }

  private static void loadFrom(Path folder, Instrumentation instrumentation) throws IOException {
    Path library = null;
    try {
      library = Files.createTempFile(folder, "memory-system-", ".so");
      extractTo(library);
      map(library, instrumentation);
    } catch (LinkageError | ReflectiveOperationException | RuntimeException refused) {
      throw new IOException(refused.toString(), refused);
    } finally {
      if (library != null) {
        Files.deleteIfExists(library);
      }
    }
  }

  private static void extractTo(Path library) throws IOException {
    String name = "inst/native/linux-" + architecture() + "/libmemory-system.so";
    try (JarFile jar = new JarFile(agentJar(), /* verify= */ false)) {
      ZipEntry entry = jar.getEntry(name);
      if (entry == null || !System.getProperty("os.name", "").equals("Linux")) {
        throw new IOException(
            "none for "
                + System.getProperty("os.name", "this system")
                + " on "
                + System.getProperty("os.arch", "this machine"));
      }
      try (InputStream in = jar.getInputStream(entry)) {
        Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String architecture() {
    String name = System.getProperty("os.arch", "");
    return name.equals("amd64") ? "x86_64" : name;
  }

  private static File agentJar() throws IOException {
    try {
      URI jar = EngineLibrary.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return new File(jar);
    } catch (URISyntaxException | IllegalArgumentException noFile) {
      throw new IOException("the agent's jar is not a file", noFile);
    }
  }

  private static void map(Path library, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    String path = library.toAbsolutePath().toString();
    if (Jdk.release() < LOADING_WARNS) {
      System.load(path);
    } else {
      loadQuietly(path, instrumentation);
    }
  }

  /**
   * What Runtime.load does after it has warned. To enable native access would do it for every class
   * outside modules, and silence the application's own warnings.
   */
  private static void loadQuietly(String path, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Jdk.open(
        instrumentation, Object.class, Collections.emptySet(), Collections.singleton("java.lang"));
    Method load = Runtime.class.getDeclaredMethod("load0", Class.class, String.class);
    load.setAccessible(true);
    try {
      load.invoke(Runtime.getRuntime(), Engine.class, path);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof LinkageError) {
        throw (LinkageError) refused.getCause();
      }
      throw refused;
    }
  }
}

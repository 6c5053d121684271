package dev.memorysystem.agent.harness;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.data.ExecutionDataReader;
import org.jacoco.core.data.ExecutionDataWriter;
import org.jacoco.core.internal.data.CRC64;

/**
 * Adds to this JVM's coverage, when JaCoCo measures it, that of the JVMs which tests start. In them
 * runs the agent's jar, whose classes are the module's with other names of libraries in some: the
 * coverage is written down as that of the module's classes.
 */
final class ChildCoverage {
  private static final Path CLASSES =
      Path.of(System.getProperty("agent.jar")).resolveSibling("classes");
  private static final Optional<String> OURS =
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
          .findFirst();

  private final Path file;

  private ChildCoverage(Path file) {
    this.file = file;
  }

  /** Of a JVM to be started; absent when there is none to measure, or it could not be. */
  static Optional<ChildCoverage> of(Jdks.Jdk jdk, List<String> options) throws IOException {
    // an agent needs more than the rights and modules that some tests leave
    boolean plain =
        options.stream()
            .noneMatch(
                option -> option.contains("security.manager") || option.contains("limit-modules"));
    return OURS.isPresent() && plain && jdk.version() == Jdks.current().version()
        ? Optional.of(new ChildCoverage(Files.createTempFile("child", ".exec")))
        : Optional.empty();
  }

  /** What to start the JVM with. */
  String option() {
    String jar = OURS.orElseThrow().split("=", 2)[0];
    return jar
        + "=includes=dev.memorysystem.agent.*,excludes=dev.memorysystem.agent.shaded.*,destfile="
        + file;
  }

  /** To be called when the JVM has ended. */
  void add() throws IOException {
    // a file's lock is one JVM's, and refused to its second thread
    synchronized (ChildCoverage.class) {
      addAlone();
    }
  }

  private void addAlone() throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file));
        var out = new FileOutputStream(destination(), true);
        // as JaCoCo does: other JVMs of this build append to it, too
        var whileWriting = out.getChannel().lock()) {
      var buffer = new BufferedOutputStream(out);
      var writer = new ExecutionDataWriter(buffer);
      var reader = new ExecutionDataReader(in);
      reader.setSessionInfoVisitor(writer);
      reader.setExecutionDataVisitor(data -> writer.visitClassExecution(asOfTheModule(data)));
      reader.read();
      buffer.flush();
    } finally {
      Files.delete(file);
    }
  }

  private static String destination() {
    for (String option : OURS.orElseThrow().split("=", 2)[1].split(",")) {
      if (option.startsWith("destfile=")) {
        return option.substring("destfile=".length());
      }
    }
    throw new IllegalStateException("JaCoCo writes no file: " + OURS);
  }

  private static ExecutionData asOfTheModule(ExecutionData data) {
    try {
      byte[] bytes = Files.readAllBytes(CLASSES.resolve(data.getName() + ".class"));
      return new ExecutionData(CRC64.classId(bytes), data.getName(), data.getProbes());
    } catch (IOException ofAnotherModule) {
      return data;
    }
  }
}

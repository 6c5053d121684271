package dev.memorysystem.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The service of e2e/jvm/service, to be started. */
record Service(Path jar, Path folder) {
  /** Of the machine, the only one it has. */
  private static final int CORE = 0;

  static Service of(Path repository) throws IOException {
    return new Service(
        repository.resolve("e2e/jvm/service/target/quarkus-app/quarkus-run.jar"),
        Files.createTempDirectory("jvm-bench"));
  }

  ServiceProcess start(Tool tool) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    return ServiceProcess.start(tool, java, jar, folder, CORE);
  }
}

package dev.memorysystem.agent;

import dev.memorysystem.agent.export.Destination;
import dev.memorysystem.agent.export.Exporter;
import dev.memorysystem.agent.os.ContainerMemory;
import dev.memorysystem.agent.os.Headroom;
import dev.memorysystem.agent.report.Reporter;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.nio.file.Paths;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
import java.util.Optional;

/** The agent proper. Called by reflection from the first tier, on the agent's own thread. */
public final class MemorySystemAgent {
  /** MiB that the agent takes without JFR, over https and http; measured: README.md. */
  private static final double WITH_TLS = 24;

  private static final double WITHOUT_TLS = 14;

  /** Milliseconds until a container without that much room is looked at again. */
  private static final long ROOM_RETRY = 30_000;

  private MemorySystemAgent() {}

  /**
   * Works until the JVM ends.
   *
   * @throws Exception or an error when the agent has to be loaded anew
   */
  public static void run(Instrumentation instrumentation, String version) throws Exception {
    // The first tier has the rights of the application's code, this class has all
    AccessController.doPrivileged(
        (PrivilegedExceptionAction<Boolean>)
            () -> {
              work(instrumentation, version);
              return true;
            });
  }

  private static void work(Instrumentation instrumentation, String version)
      throws InterruptedException {
    Settings settings = Settings.of(System.getenv());
    Optional<URI> endpoint = settings.endpoint();
    if (!endpoint.isPresent()) {
      return;
    }
    ApplicationLogging.awaitReady(instrumentation);
    Destination destination =
        new Destination(endpoint.get(), settings.caFile(), settings.tokenFile());
    if (!destination.isPossible()) {
      return;
    }
    new Headroom(ContainerMemory.find(Paths.get("/")))
        .await(destination.isSecure() ? WITH_TLS : WITHOUT_TLS, ROOM_RETRY);
    Exporter exporter = Exporter.start(destination);
    try {
      Reporter reporter = new Reporter(settings, version, destination, exporter, instrumentation);
      LastReport.atExit(reporter);
      reporter.run();
    } catch (Throwable broken) {
      exporter.stop();
      throw broken;
    }
  }
}

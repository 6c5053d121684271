package dev.memorysystem.e2e.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.e2e.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A service with a published leak and its fixed twin, each under {@code memory-system watch}. They
 * take minutes: they start with the first class that wants them and are asked by a later one.
 */
public final class Watched implements CloseableResource {
  private static final String FOR = "8m";
  private static final Duration PATIENCE = Duration.ofMinutes(11);
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(Watched.class);

  private final Run leaky = new Run("leaky");
  private final Run fixed = new Run("fixed");

  private Watched() {}

  public Run leaky() {
    return leaky;
  }

  public Run fixed() {
    return fixed;
  }

  @Override
  public void close() {
    leaky.process.close();
    fixed.process.close();
  }

  /** One watch of one service. */
  public static final class Run {
    private final Path json;
    private final HostProcess process;

    private Run(String workload) {
      json = Repository.path("e2e/tests/target/host/watch-" + workload + ".json");
      json.toFile().getParentFile().mkdirs();
      process =
          HostProcess.start(
              "watch-" + workload,
              Map.of("PORT", "0"),
              List.of(
                  Repository.path("bin/memory-system").toString(),
                  "watch",
                  "--for",
                  FOR,
                  "--json",
                  json.toString(),
                  "--fail-on-leak",
                  "--",
                  HostProcess.java(),
                  "-XX:+UseG1GC",
                  "-Xms32m",
                  "-Xmx224m",
                  "-jar",
                  Repository.path("e2e/workloads/" + workload + "/target/app/app.jar").toString()));
    }

    /** Waits until it is over. */
    public int exitCode() {
      return process.exitCode(PATIENCE);
    }

    /** What it wrote at its end. */
    public JsonNode report() {
      try {
        return new ObjectMapper().readTree(json.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public HostProcess process() {
      return process;
    }
  }

  /** Starts both, once, and hands them to who asks. */
  public static final class Start implements BeforeAllCallback, ParameterResolver {
    @Override
    public void beforeAll(ExtensionContext context) {
      of(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Watched.class;
    }

    @Override
    public Watched resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return of(context);
    }

    private static Watched of(ExtensionContext context) {
      return context
          .getRoot()
          .getStore(STORE)
          .getOrComputeIfAbsent(Watched.class, key -> new Watched(), Watched.class);
    }
  }
}

package dev.memorysystem.jvm;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs inside the service's JVM.
 *
 * @param name with its version
 * @param options of the JVM
 */
record Tool(String name, List<String> options, Map<String, String> environment) {
  static final String NONE = "no agent";
  static final String OURS = "memory-system";

  /**
   * All of them; the service without any comes twice, which shows the noise.
   *
   * @param peers a folder with the peers' files, as `e2e/jvm/run` leaves them
   * @param sink takes whatever an agent sends
   */
  static List<Tool> all(Path agent, Path peers, String sink) {
    return List.of(
        none(),
        again(),
        ours(agent, sink),
        new Tool(
            "async-profiler 4.2, live objects, 512 KiB",
            List.of(
                "-agentpath:"
                    + peers.resolve("linux-x64/libasyncProfiler.so")
                    + "=start,event=alloc,alloc=512k,live,jfr,file="
                    + peers.resolve("live.jfr")),
            Map.of()),
        new Tool(
            "JFR, settings=profile, with OldObjectSample",
            List.of(
                "-XX:StartFlightRecording=settings=profile,maxsize=64m,"
                    + "jdk.OldObjectSample#enabled=true,jdk.OldObjectSample#stackTrace=true",
                "-Xlog:jfr*=off"),
            Map.of()),
        new Tool(
            "Pyroscope agent 2.1.2, alloc=512k,live",
            List.of("-javaagent:" + peers.resolve("agent-2.1.2.jar")),
            Map.of(
                "PYROSCOPE_APPLICATION_NAME", "orders",
                "PYROSCOPE_SERVER_ADDRESS", sink,
                "PYROSCOPE_PROFILER_EVENT", "itimer",
                "PYROSCOPE_PROFILER_ALLOC", "512k",
                "PYROSCOPE_ALLOC_LIVE", "true",
                "PYROSCOPE_FORMAT", "jfr",
                "PYROSCOPE_LOG_LEVEL", "error")));
  }

  static Tool none() {
    return new Tool(NONE, List.of(), Map.of());
  }

  /** What it adds to itself is the noise. */
  static Tool again() {
    return new Tool("no agent, again", List.of(), Map.of());
  }

  static Tool ours(Path agent, String collector) {
    return new Tool(
        OURS,
        List.of("-javaagent:" + agent),
        Map.of("MEMORY_SYSTEM_ENDPOINT", collector, "MEMORY_SYSTEM_INTERVAL", "15"));
  }

  static Tool openTelemetry(Path peers, String sink) {
    return new Tool(
        "OpenTelemetry Java agent 2.20.1",
        List.of("-javaagent:" + peers.resolve("opentelemetry-javaagent-2.20.1.jar")),
        Map.of("OTEL_SERVICE_NAME", "orders", "OTEL_EXPORTER_OTLP_ENDPOINT", sink));
  }

  /** With another value of one variable. */
  Tool with(String variable, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(variable, value);
    return new Tool(name, options, changed);
  }

  /** Our agent's jar. */
  static Path agent(Path repository) {
    return repository.resolve("agent-injector/java/target/memory-system-agent.jar");
  }

  /** Where e2e/jvm/run leaves those of others. */
  static Path peers(Path repository) {
    return repository.resolve("e2e/jvm/bench/target/peers");
  }
}

package dev.memorysystem.jvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs inside the service's JVM.
 *
 * @param name with its version
 * @param options of the JVM
 * @param onOff turns it while the service runs, where it can be
 */
record Tool(
    String name, List<String> options, Map<String, String> environment, Optional<Switch> onOff) {
  static final String NONE = "no agent";
  static final String AGAIN = "no agent, again";
  static final String OURS = "memory-system";
  private static final String PROFILED = "event=alloc,alloc=512k,live,jfr,file=";
  private static final List<String> RECORDED =
      List.of(
          "name=bench",
          "settings=profile",
          "maxsize=64m",
          "jdk.OldObjectSample#enabled=true",
          "jdk.OldObjectSample#stackTrace=true");

  Tool(String name, List<String> options, Map<String, String> environment) {
    this(name, options, environment, Optional.empty());
  }

  /**
   * All of them; the service without any comes twice, which shows the noise.
   *
   * @param peers a folder with the peers' files, as `e2e/jvm/run` leaves them
   * @param sink takes whatever an agent sends
   */
  static List<Tool> all(Path agent, Path peers, Sink sink) {
    return List.of(
        none(),
        again().turnedBy(Switch.none()),
        ours(agent, sink.address()).turnedBy(sink.plan()),
        asyncProfiler(peers.resolve("linux-x64/libasyncProfiler.so"), peers.resolve("live.jfr")),
        flightRecorder(),
        new Tool(
            "Pyroscope agent 2.1.2, alloc=512k,live",
            List.of("-javaagent:" + peers.resolve("agent-2.1.2.jar")),
            Map.of(
                "PYROSCOPE_APPLICATION_NAME", "orders",
                "PYROSCOPE_SERVER_ADDRESS", sink.address(),
                "PYROSCOPE_PROFILER_EVENT", "itimer",
                "PYROSCOPE_PROFILER_ALLOC", "512k",
                "PYROSCOPE_ALLOC_LIVE", "true",
                "PYROSCOPE_FORMAT", "jfr",
                "PYROSCOPE_LOG_LEVEL", "error")));
  }

  private static Tool asyncProfiler(Path library, Path file) {
    String start = "start," + PROFILED + file;
    return new Tool(
            "async-profiler 4.2, live objects, 512 KiB",
            List.of("-agentpath:" + library + "=" + start),
            Map.of())
        .turnedBy(
            Switch.jcmd(
                List.of("JVMTI.agent_load", library.toString(), '"' + start + '"'),
                List.of("JVMTI.agent_load", library.toString(), "stop")));
  }

  private static Tool flightRecorder() {
    List<String> start = new ArrayList<>(List.of("JFR.start"));
    start.addAll(RECORDED);
    return new Tool(
            "JFR, settings=profile, with OldObjectSample",
            List.of("-XX:StartFlightRecording=" + String.join(",", RECORDED), "-Xlog:jfr*=off"),
            Map.of())
        .turnedBy(Switch.jcmd(start, List.of("JFR.stop", "name=bench")));
  }

  static Tool none() {
    return new Tool(NONE, List.of(), Map.of());
  }

  /** What it adds to itself is the noise. */
  static Tool again() {
    return new Tool(AGAIN, List.of(), Map.of());
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
    return new Tool(name, options, changed, onOff);
  }

  private Tool turnedBy(Switch how) {
    return new Tool(name, options, environment, Optional.of(how));
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

package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.memorysystem.analyzer.signal.Areas;
import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.Containers.Container;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.PodsListed;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.RetainedPaths.Target;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals that no sane agent sends: the fold neither throws nor grows. */
class HostileSignalsTest {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final int MOST_BYTES_OF_A_PROCESS = 16 * 1024;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anySignalsAreFolded(long seed) throws Exception {
    Random random = new Random(seed);
    Run run = new Run(Heap.WORKLOAD);
    for (int i = 0; i < 3000; i++) {
      run.feed(signal(random, i));
    }

    byte[] stored = JSON.writeValueAsBytes(run.state());
    assertThat(JSON.readValue(stored, WorkloadState.class)).isEqualTo(run.state());
    assertThat(stored.length)
        .isLessThan((WorkloadAnalysis.PROCESSES + 1) * MOST_BYTES_OF_A_PROCESS);
  }

  private static Signal signal(Random random, int i) {
    Instant at = time(random, i);
    return switch (random.nextInt(20)) {
      case 0 ->
          new DetectionSettings(
              Heap.WORKLOAD,
              at,
              random.nextDouble() * 3 - 1,
              Duration.ofSeconds(random.nextLong(-10, 1_000_000)),
              Map.of("x", new Triage(TriageState.IGNORED, null, time(random, i))));
      case 5 -> new PodsListed(Heap.WORKLOAD, at, random.nextInt(3));
      case 1 ->
          new PodFact(
              Heap.WORKLOAD,
              at,
              "pod",
              "uid-" + random.nextInt(4),
              null,
              null,
              null,
              number(random),
              0,
              null,
              null,
              random.nextBoolean());
      case 2, 3, 4 ->
          new Survivors(
              Heap.WORKLOAD,
              process(random, at),
              at,
              "jfr",
              Duration.ofSeconds(random.nextInt()),
              number(random),
              IntStream.range(0, random.nextInt(6)).mapToObj(s -> site(random)).toList());
      case 6, 7 ->
          new Containers(
              Heap.WORKLOAD,
              process(random, at),
              at,
              Duration.ofSeconds(random.nextLong()),
              Double.NaN,
              -1.0,
              number(random),
              random.nextBoolean(),
              IntStream.range(0, random.nextInt(6)).mapToObj(c -> container(random)).toList());
      case 8 ->
          new RetainedPaths(
              Heap.WORKLOAD,
              process(random, at),
              at,
              Duration.ofSeconds(random.nextInt()),
              IntStream.range(0, random.nextInt(6)).mapToObj(c -> target(random)).toList());
      default ->
          new LiveSet(
              Heap.WORKLOAD,
              process(random, at),
              at,
              number(random),
              number(random),
              random.nextBoolean() ? Long.valueOf(i / 3) : number(random),
              number(random),
              random.nextDouble(),
              number(random),
              number(random),
              number(random),
              number(random),
              number(random),
              number(random),
              number(random),
              number(random),
              new Areas(
                  number(random),
                  number(random),
                  number(random),
                  number(random),
                  number(random),
                  number(random),
                  number(random),
                  number(random),
                  number(random),
                  number(random),
                  accounted(random)),
              random.nextDouble(),
              number(random));
    };
  }

  private static @Nullable Map<String, Long> accounted(Random random) {
    Map<String, Long> accounted = new HashMap<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      Long bytes = number(random);
      accounted.put(i + "x".repeat(random.nextInt(500)), bytes == null ? -1 : bytes);
      accounted.put("Other", random.nextLong());
    }
    return accounted.isEmpty() ? null : accounted;
  }

  private static Instant time(Random random, int i) {
    return switch (random.nextInt(50)) {
      case 0 -> Instant.EPOCH;
      case 1 -> Instant.parse("9999-12-31T23:59:59Z");
      case 2 -> Heap.START.plusSeconds(5L * i - 600);
      default -> Heap.START.plusSeconds(5L * i);
    };
  }

  private static ProcessRef process(Random random, Instant at) {
    int id = random.nextInt(random.nextBoolean() ? 2 : 40);
    return new ProcessRef(
        "instance-" + id,
        null,
        random.nextBoolean() ? "uid-" + id % 4 : null,
        null,
        null,
        null,
        null,
        null,
        random.nextBoolean() ? at.plusSeconds(random.nextLong(-100_000, 1000)) : null);
  }

  private static @Nullable Long number(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> 0L;
      case 2 -> -1L;
      case 3 -> Long.MAX_VALUE;
      case 4 -> Long.MIN_VALUE;
      default -> random.nextLong(1 << 28);
    };
  }

  private static Container container(Random random) {
    return new Container(
        PathRoot.values()[random.nextInt(PathRoot.values().length)],
        path(random),
        random.nextBoolean()
            ? null
            : random.nextBoolean() ? "" : "a.B.c".repeat(random.nextInt(99)),
        "com.acme." + "Very".repeat(random.nextInt(200)),
        size(random),
        size(random),
        size(random),
        number(random),
        number(random),
        random.nextInt(),
        random.nextInt(),
        random.nextInt(),
        random.nextBoolean() ? null : "com.acme.T",
        random.nextBoolean() ? null : "",
        number(random));
  }

  private static Target target(Random random) {
    Site site = site(random);
    return new Target(
        site.type(),
        site.frames(),
        size(random),
        size(random),
        random.nextBoolean() ? null : PathRoot.STATIC,
        path(random),
        random.nextBoolean() ? null : "com.acme.B.all",
        random.nextBoolean() ? null : "java.util.HashMap",
        number(random),
        number(random),
        number(random),
        null);
  }

  private static List<String> path(Random random) {
    return random
        .ints(random.nextInt(3) == 0 ? 0 : random.nextInt(40), 0, 4)
        .mapToObj(s -> s == 0 ? "" : s == 1 ? "[]" : "com.acme.B".repeat(s * s * s))
        .toList();
  }

  private static long size(Random random) {
    Long number = number(random);
    return number == null ? random.nextInt(5) : number;
  }

  private static Site site(Random random) {
    List<String> frames =
        random
            .ints(random.nextInt(5), 0, 8)
            .mapToObj(
                f ->
                    switch (f) {
                      case 0 -> "";
                      case 1 -> "(";
                      case 2 -> "noPackage.<init>";
                      case 3 -> "com.acme.A.<init>(A.java:1)";
                      case 4 -> "java.util.HashMap.computeIfAbsent(HashMap.java:1)";
                      case 5 -> "com.acme." + "very.".repeat(500) + "Long.name(X.java:1)";
                      case 6 -> "a.b.c.d.e.F$$Lambda/0x12.run(Unknown)";
                      default -> "com.acme.B.go(B.java:" + f + ")";
                    })
            .toList();
    return new Site(
        random.nextBoolean() ? "" : "com.acme.T" + "[]".repeat(random.nextInt(3)),
        frames,
        random.nextInt(),
        random.nextLong(),
        random.ints(random.nextInt(30), -10, 20_000).boxed().toList(),
        number(random),
        number(random));
  }
}

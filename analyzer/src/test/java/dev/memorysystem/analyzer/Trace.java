package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import dev.memorysystem.analyzer.signal.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A recorded trace (src/test/resources/traces/README.md) as the signals an agent would send. */
final class Trace {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final String name;
  private final Workload workload;
  private final ProcessRef process;

  private Trace(String name) {
    this.name = name;
    this.workload = new Workload("shop", "Deployment", name, "app");
    this.process =
        new ProcessRef(name + "-1", name, name, "node", 1L, "OpenJDK 25", null, null, START);
  }

  /** As recorded: a report every 5 s. */
  static List<Signal> read(String name) {
    return read(name, 1);
  }

  /** A report for so many recorded windows at a time. */
  static List<Signal> read(String name, int windows) {
    return new Trace(name).signals(windows);
  }

  private List<Signal> signals(int windows) {
    List<Signal> signals = new ArrayList<>();
    List<String[]> recorded = rows(name + ".csv");
    for (int i = windows - 1; i < recorded.size(); i += windows) {
      signals.add(liveSet(recorded.get(i), floor(recorded.subList(i + 1 - windows, i + 1))));
    }
    Map<String, List<String[]>> snapshots = new LinkedHashMap<>();
    rows(name + "-survivors.csv")
        .forEach(row -> snapshots.computeIfAbsent(row[0], k -> new ArrayList<>()).add(row));
    snapshots.forEach((at, rows) -> signals.add(survivors((long) Double.parseDouble(at), rows)));
    signals.sort(Comparator.comparing(Signal::at));
    return signals;
  }

  private static @Nullable Long floor(List<String[]> windows) {
    return windows.stream()
        .map(row -> number(row[1]))
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private LiveSet liveSet(String[] row, @Nullable Long floor) {
    return new LiveSet(
        workload,
        process,
        START.plusSeconds(Long.parseLong(row[0])),
        floor,
        null,
        number(row[2]),
        null,
        null,
        null,
        number(row[3]),
        null,
        number(row[4]),
        null,
        null,
        null,
        null);
  }

  private Survivors survivors(long second, List<String[]> rows) {
    record Key(String type, String frames) {}
    Map<Key, List<String[]>> sites = new LinkedHashMap<>();
    for (String[] row : rows) {
      sites.computeIfAbsent(new Key(row[2], row[4]), k -> new ArrayList<>()).add(row);
    }
    return new Survivors(
        workload,
        process,
        START.plusSeconds(second),
        "jfr",
        Duration.ofSeconds(second),
        null,
        sites.entrySet().stream()
            .map(
                e ->
                    new Site(
                        type(e.getKey().type()),
                        Arrays.stream(e.getKey().frames().split(";")).map(Trace::frame).toList(),
                        e.getValue().size(),
                        e.getValue().stream().mapToLong(r -> Long.parseLong(r[3])).sum(),
                        e.getValue().stream()
                            .map(r -> (int) (second - Double.parseDouble(r[1])))
                            .sorted()
                            .toList(),
                        null,
                        null))
            .toList());
  }

  /** {@code shop.Handler.handle:12} → {@code shop.Handler.handle(Handler.java:12)}. */
  private static String frame(String recorded) {
    int colon = recorded.lastIndexOf(':');
    String method = recorded.substring(0, colon);
    String type = method.substring(0, method.lastIndexOf('.', method.length() - 2));
    String file = type.substring(type.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
    return "%s(%s.java:%s)".formatted(method, file, recorded.substring(colon + 1));
  }

  /** {@code [Ljava.lang.Object;} → {@code java.lang.Object[]}. */
  private static String type(String recorded) {
    int dimensions = recorded.lastIndexOf('[') + 1;
    if (dimensions == 0) {
      return recorded;
    }
    String element = recorded.substring(dimensions);
    String name =
        switch (element.charAt(0)) {
          case 'L' -> element.substring(1, element.length() - 1);
          case 'B' -> "byte";
          case 'C' -> "char";
          case 'D' -> "double";
          case 'F' -> "float";
          case 'I' -> "int";
          case 'J' -> "long";
          case 'S' -> "short";
          default -> "boolean";
        };
    return name + "[]".repeat(dimensions);
  }

  private static @Nullable Long number(String cell) {
    return cell.isEmpty() ? null : Long.valueOf(cell);
  }

  private static List<String[]> rows(String file) {
    var stream = Objects.requireNonNull(Trace.class.getResourceAsStream("/traces/" + file), file);
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

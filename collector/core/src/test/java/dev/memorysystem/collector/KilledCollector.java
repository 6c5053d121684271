package dev.memorysystem.collector;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A collector in a process of its own, to be killed. Prints its OTLP/HTTP and gRPC ports, then
 * answers a line for each line it reads; see {@link ChildCollector}.
 */
final class KilledCollector {
  private static final List<byte[]> BALLAST = new ArrayList<>();

  private KilledCollector() {}

  public static void main(String[] arguments) throws Exception {
    try (Collector collector = Collector.start(CollectorConfig.embedded(Path.of(arguments[0])))) {
      System.out.println(collector.otlpHttpPort());
      System.out.println(collector.otlpGrpcPort());
      BufferedReader questions =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String asked = questions.readLine(); asked != null; asked = questions.readLine()) {
        System.out.println(answer(collector, asked));
      }
    }
  }

  private static String answer(Collector collector, String asked) throws Exception {
    return switch (asked) {
      case "trouble" -> collector.trouble().orElse("none").replace('\n', ' ');
      case "strain" -> collector.strain().orElse("none").replace('\n', ' ');
      case "settle" -> Boolean.toString(collector.settle(Duration.ofSeconds(60)));
      case "fill the heap" -> {
        while (collector.strain().isEmpty()) {
          BALLAST.add(new byte[1 << 20]);
          System.gc(); // so that what is alive is known
        }
        BALLAST.add(new byte[4 << 20]);
        yield "full";
      }
      case "empty the heap" -> {
        BALLAST.clear();
        yield "empty";
      }
      case "alive" -> Boolean.toString(collector.isAlive());
      default -> throw new IllegalArgumentException(asked);
    };
  }
}

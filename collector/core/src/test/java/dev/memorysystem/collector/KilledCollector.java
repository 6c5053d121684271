package dev.memorysystem.collector;

import java.nio.file.Path;

/** A collector in a process of its own, to be killed; prints its OTLP/HTTP port. */
final class KilledCollector {
  private KilledCollector() {}

  public static void main(String[] arguments) throws Exception {
    Collector collector = Collector.start(CollectorConfig.embedded(Path.of(arguments[0])));
    System.out.println(collector.otlpHttpPort());
    Thread.currentThread().join();
  }
}

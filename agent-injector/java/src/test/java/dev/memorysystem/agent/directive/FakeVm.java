package dev.memorysystem.agent.directive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JVM whose stops take as long as they are told to. */
final class FakeVm implements Vm {
  double stopSeconds = 0.01;
  boolean compactHeaders;
  int stops;
  String histogram = " 1: 10 1000 a.A\n";
  Dump dump = file -> Files.write(file, HprofExample.dump());

  /** What is written as a heap dump. */
  interface Dump {
    void to(Path file) throws IOException;
  }

  @Override
  public long heapUsed() {
    return 100 << 20;
  }

  @Override
  public String classHistogram() {
    return histogram;
  }

  @Override
  public void dumpHeap(Path file) throws IOException {
    dump.to(file);
  }

  @Override
  public boolean isSet(String option) {
    return compactHeaders && option.equals("UseCompactObjectHeaders");
  }

  @Override
  public <T> Stopped<T> measure(Stop<T> stop) throws Exception {
    stops++;
    return new Stopped<>(stop.run(), stopSeconds);
  }
}

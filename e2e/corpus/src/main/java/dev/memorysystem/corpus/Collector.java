package dev.memorysystem.corpus;

/** A garbage collector that cases run with. */
public enum Collector {
  G1("-XX:+UseG1GC"),
  PARALLEL("-XX:+UseParallelGC"),
  SERIAL("-XX:+UseSerialGC"),
  ZGC("-XX:+UseZGC");

  private final String flag;

  Collector(String flag) {
    this.flag = flag;
  }

  String flag() {
    return flag;
  }
}

package dev.memorysystem.agent.directive;

import java.nio.file.Path;

/** What the JVM does on request, and how long it stops the application for it. */
interface Vm {
  /** Bytes of heap in use, garbage included. */
  long heapUsed();

  /** Instances and bytes of each class, of all objects, garbage too. Stops the application. */
  String classHistogram() throws Exception;

  /**
   * Writes all objects, as they are; it does not collect first. Stops the application.
   *
   * @param file that is not there yet, with the suffix `.hprof`
   * @throws Exception also when the folder is full
   */
  void dumpHeap(Path file) throws Exception;

  /** Whether the JVM has an option of that name, and it is on. */
  boolean isSet(String option);

  /** Does something that stops the application, and measures for how long. */
  <T> Stopped<T> measure(Stop<T> stop) throws Exception;

  /** Something that stops the application. */
  interface Stop<T> {
    T run() throws Exception;
  }

  /** What came of a stop, and how long it was. */
  final class Stopped<T> {
    final T result;
    final double seconds;

    Stopped(T result, double seconds) {
      this.result = result;
      this.seconds = seconds;
    }
  }
}

package dev.memorysystem.e2e.workloads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one workload and records two tables from it: {@code NAME.csv}, a row per 5 s with the heap's
 * floor after collections, and {@code NAME-survivors.csv}, every 30 s and at the end the old
 * objects that JDK Flight Recorder has sampled. Arguments: folder, NAME, seconds, then the command,
 * starting with the java executable.
 *
 * <p>Everything is read from outside or by Flight Recorder: a JMX client that listens to
 * collections makes the JVM keep the last 1,000 notifications, which is growth of its own.
 */
public final class TraceRecorder {
  private static final int WINDOW_SECONDS = 5;
  private static final int WINDOWS_PER_SNAPSHOT = 6;

  private TraceRecorder() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 4) {
      throw new IllegalArgumentException("use: FOLDER NAME SECONDS JAVA [ARGUMENT…]");
    }
    Path folder = Path.of(arguments[0]);
    int windows = Integer.parseInt(arguments[2]) / WINDOW_SECONDS;
    record(folder, arguments[1], windows, List.of(arguments).subList(3, arguments.length));
  }

  private static void record(Path folder, String name, int windows, List<String> command)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("trace-recorder");
    Path gcLog = scratch.resolve("gc.log");
    Path dump = scratch.resolve("dump.jfr");
    List<String> options =
        List.of(
            "-Xlog:gc:file=" + gcLog + ":uptime",
            "-XX:StartFlightRecording:name=trace,settings=none,+jdk.OldObjectSample#enabled=true,"
                + "+jdk.OldObjectSample#stackTrace=true,+jdk.OldObjectSample#cutoff=0s,"
                + "+jdk.GCHeapSummary#enabled=true,+jdk.GCHeapConfiguration#enabled=true");
    try (WorkloadProcess child = WorkloadProcess.start(command, options)) {
      List<Long> anonymousBytes = new ArrayList<>();
      List<String> survivors = new ArrayList<>(List.of(SurvivorSnapshot.HEADER));
      for (int window = 1; window <= windows; window++) {
        child.runUntil(child.start().plusSeconds((long) window * WINDOW_SECONDS));
        anonymousBytes.add(child.anonymousBytes());
        if (window % WINDOWS_PER_SNAPSHOT == 0 || window == windows) {
          child.command("JFR.dump", "name=trace", "filename=" + dump);
          survivors.addAll(SurvivorSnapshot.read(dump, child.start()));
        }
      }
      child.command("JFR.dump", "name=trace", "filename=" + dump);
      List<String> floors = new ArrayList<>(List.of(HeapTrace.HEADER));
      floors.addAll(HeapTrace.read(dump, gcLog, child.start(), WINDOW_SECONDS, anonymousBytes));
      Files.createDirectories(folder);
      Files.write(folder.resolve(name + ".csv"), floors);
      Files.write(folder.resolve(name + "-survivors.csv"), survivors);
    } finally {
      Files.deleteIfExists(dump);
      Files.deleteIfExists(gcLog);
      Files.delete(scratch);
    }
  }
}

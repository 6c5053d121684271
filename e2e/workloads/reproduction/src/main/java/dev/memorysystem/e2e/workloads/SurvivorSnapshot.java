package dev.memorysystem.e2e.workloads;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;

/** The live sampled objects of one flight recording, as rows of comma-separated values. */
final class SurvivorSnapshot {
  static final String HEADER = "snapshot_seconds,allocation_seconds,type,size,frames";

  private static final int TOP_FRAMES = 12;

  private SurvivorSnapshot() {}

  /**
   * Reads the {@code jdk.OldObjectSample} events of the newest snapshot in {@code recording}.
   *
   * @param start the JVM's start, second 0 of the rows
   */
  static List<String> read(Path recording, Instant start) throws IOException {
    List<RecordedEvent> samples = new ArrayList<>();
    Instant newest = Instant.MIN;
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      if (!event.getEventType().getName().equals("jdk.OldObjectSample")) {
        continue;
      }
      // One snapshot's samples carry one time; a recording keeps those of earlier dumps too.
      if (event.getStartTime().isAfter(newest)) {
        newest = event.getStartTime();
        samples.clear();
      }
      if (event.getStartTime().equals(newest)) {
        samples.add(event);
      }
    }
    Instant snapshot = newest;
    return samples.stream().map(sample -> row(sample, snapshot, start)).sorted().toList();
  }

  private static String row(RecordedEvent sample, Instant snapshot, Instant start) {
    RecordedObject object = sample.getValue("object");
    RecordedClass type = object.getValue("type");
    return String.format(
        Locale.ROOT,
        "%.1f,%.1f,%s,%d,%s",
        seconds(start, snapshot),
        seconds(start, sample.getInstant("allocationTime")),
        type.getName(),
        sample.hasField("objectSize") ? sample.getLong("objectSize") : -1,
        frames(sample));
  }

  private static String frames(RecordedEvent sample) {
    if (sample.getStackTrace() == null) {
      return "";
    }
    return sample.getStackTrace().getFrames().stream()
        .limit(TOP_FRAMES)
        .map(SurvivorSnapshot::frame)
        .collect(Collectors.joining(";"));
  }

  private static String frame(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return method.getType().getName() + "." + method.getName() + ":" + frame.getLineNumber();
  }

  private static double seconds(Instant start, Instant at) {
    return Duration.between(start, at).toMillis() / 1000.0;
  }
}

package dev.memorysystem.agent.sampler.jfr;

import dev.memorysystem.agent.sampler.FrameName;
import dev.memorysystem.agent.sampler.LiveObject;
import dev.memorysystem.agent.sampler.LiveObjectSampler;
import dev.memorysystem.agent.sampler.SurvivorSite;
import dev.memorysystem.agent.sampler.SurvivorSites;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads JFR's leak profiler. The JVM keeps a queue of 256 sampled allocations, chosen so that they
 * are spread evenly over the bytes allocated, and drops those that die; a dump of a recording
 * writes the rest, as far as they outlived a garbage collection.
 *
 * <p>The recording is ours, in memory, with this event alone, and `cutoff` 0: paths to the roots
 * would need a pause. The application's own recordings are not touched, but each dump starts a new
 * chunk of theirs too, so {@link #disturbs()} says when to be rare.
 *
 * <p>JFR tells neither how many bytes a sample stands for nor of the samples that died.
 */
public final class JfrSampler implements LiveObjectSampler {
  private static final String EVENT = "jdk.OldObjectSample";
  private static final String RECORDING = "memory-system";

  /** docs/signals.yaml, memory.survivors. */
  private static final int MAX_FRAMES = 32;

  /**
   * Bytes to be left on the disk: a snapshot takes some 100,000 and at most JFR's buffers, 10 MiB.
   */
  private static final long MIN_FREE = 32 << 20;

  private static final String OWN_PACKAGE = "dev.memorysystem.agent.";

  private final JfrFolder folder;
  private final Recording recording;
  private double lastPauseMillis;

  private JfrSampler(JfrFolder folder, Recording recording) {
    this.folder = folder;
    this.recording = recording;
  }

  /**
   * Starts sampling. Called by reflection, so that a JVM without JFR never links this class.
   *
   * @param directory where the agent may write, if anywhere
   * @throws IllegalStateException saying why this JVM cannot
   * @throws IOException when there is no folder that JFR could write to
   */
  public static LiveObjectSampler start(Instrumentation instrumentation, @Nullable Path directory)
      throws IOException {
    if (!FlightRecorder.isAvailable()) {
      throw new IllegalStateException("JFR is disabled in this JVM");
    }
    JfrFolder folder = JfrFolder.choose(instrumentation, directory);
    Recording recording = new Recording();
    try {
      recording.setName(RECORDING);
      recording.setToDisk(false);
      recording.enable(EVENT).withStackTrace().with("cutoff", "0 ns");
      recording.start();
      return new JfrSampler(folder, recording);
    } catch (RuntimeException refused) {
      recording.close();
      folder.close();
      throw refused;
    }
  }

  @Override
  public String name() {
    return "jfr";
  }

  @Override
  public List<SurvivorSite> snapshot(OptionalLong grownBytes) throws SamplingException {
    Path file = null;
    if (folder.freeBytes() < MIN_FREE) {
      throw new SamplingException("no snapshot: " + folder.path() + " is nearly full", null);
    }
    try {
      file = Files.createTempFile(folder.path(), "memory-system-", ".jfr");
      long begin = System.nanoTime();
      recording.dump(file);
      lastPauseMillis = (System.nanoTime() - begin) / 1e6;
      return SurvivorSites.of(survivors(file), grownBytes);
    } catch (IOException | RuntimeException refused) {
      throw new SamplingException("JFR gave no snapshot: " + refused, refused);
    } finally {
      delete(file);
    }
  }

  @Override
  public double lastPauseMillis() {
    return lastPauseMillis;
  }

  /** Its file and its events, some hundred kB, and the garbage of reading them. */
  @Override
  public double snapshotMebibytes() {
    return 8;
  }

  /** JFR's threads are the JVM's own. */
  @Override
  public double cpuSeconds() {
    return 0;
  }

  @Override
  public boolean disturbs() {
    for (Recording other : FlightRecorder.getFlightRecorder().getRecordings()) {
      if (other.getId() != recording.getId() && other.getState() == RecordingState.RUNNING) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    recording.close();
    folder.close();
  }

  private static List<LiveObject> survivors(Path file) throws IOException {
    // Another recording's dump can have left its samples in the same chunk: the latest count
    Instant latest = Instant.MIN;
    List<LiveObject> survivors = new ArrayList<>();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (!event.getEventType().getName().equals(EVENT)) {
          continue;
        }
        if (event.getStartTime().isAfter(latest)) {
          latest = event.getStartTime();
          survivors.clear();
        }
        LiveObject survivor = survivor(event);
        if (event.getStartTime().equals(latest) && survivor != null) {
          survivors.add(survivor);
        }
      }
    }
    return survivors;
  }

  private static @Nullable LiveObject survivor(RecordedEvent event) {
    RecordedObject object = event.getValue("object");
    RecordedClass type = object == null ? null : object.getValue("type");
    List<String> frames = frames(event.getStackTrace());
    if (type == null || isOurs(frames)) {
      return null;
    }
    long age =
        Duration.between(event.getInstant("allocationTime"), event.getStartTime()).getSeconds();
    return new LiveObject(FrameName.type(type.getName()), frames, Math.max(0, age), size(event));
  }

  /** JDK 11 does not have the field. */
  private static OptionalLong size(RecordedEvent event) {
    if (!event.hasField("objectSize")) {
      return OptionalLong.empty();
    }
    long size = event.getLong("objectSize");
    return size > 0 ? OptionalLong.of(size) : OptionalLong.empty();
  }

  private static boolean isOurs(List<String> frames) {
    for (String frame : frames) {
      if (frame.startsWith(OWN_PACKAGE)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> frames(@Nullable RecordedStackTrace trace) {
    if (trace == null) {
      return Collections.emptyList();
    }
    List<String> frames = new ArrayList<>();
    for (RecordedFrame frame : trace.getFrames()) {
      RecordedMethod method = frame.getMethod();
      if (frames.size() == MAX_FRAMES || method == null) {
        break;
      }
      frames.add(
          FrameName.frame(
              method.getType().getName(),
              method.getName(),
              frame.getLineNumber(),
              "Native".equals(frame.getType())));
    }
    return frames;
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException kept) {
      // a file system that has become read-only: the next snapshot says so
    }
  }
}

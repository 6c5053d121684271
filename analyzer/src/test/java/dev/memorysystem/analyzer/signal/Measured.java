package dev.memorysystem.analyzer.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live-set record in the making, of a process that started at noon: what is not said is absent.
 * Bytes unless said.
 */
public final class Measured {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  public static final Workload WORKLOAD = new Workload("shop", "Deployment", "checkout", "app");

  private final Instant at;
  private ProcessRef process = process("i-1", NOON);
  private @Nullable Long floor;
  private @Nullable Long collections;
  private @Nullable Long oldCycles;
  private @Nullable Long oldFloor;
  private @Nullable Double gcSeconds;
  private @Nullable Long heapUsed;
  private @Nullable Long heapLimit;
  private @Nullable Long anonymous;
  private @Nullable Long containerLimit;
  private @Nullable Long threads;
  private @Nullable Long classes;
  private @Nullable Long committed;
  private @Nullable Long allocated;

  private Measured(Instant at) {
    this.at = at;
  }

  /**
   * @param second since noon
   */
  public static Measured at(long second) {
    return new Measured(NOON.plusSeconds(second));
  }

  /** A process of which nothing but this is known. */
  public static ProcessRef process(String id, @Nullable Instant startedAt) {
    return new ProcessRef(id, null, null, null, null, null, null, null, startedAt);
  }

  public Measured of(ProcessRef other) {
    process = other;
    return this;
  }

  public Measured floor(long bytes) {
    floor = bytes;
    return this;
  }

  public Measured collections(long count) {
    collections = count;
    return this;
  }

  /** Completed so far, and the level after the last. */
  public Measured oldCycles(long count, @Nullable Long bytes) {
    oldCycles = count;
    oldFloor = bytes;
    return this;
  }

  public Measured gcSeconds(double seconds) {
    gcSeconds = seconds;
    return this;
  }

  public Measured heap(@Nullable Long used, @Nullable Long limit) {
    heapUsed = used;
    heapLimit = limit;
    return this;
  }

  public Measured committed(long bytes) {
    committed = bytes;
    return this;
  }

  public Measured anonymous(long bytes) {
    anonymous = bytes;
    return this;
  }

  public Measured container(long bytes) {
    containerLimit = bytes;
    return this;
  }

  public Measured threads(long count) {
    threads = count;
    return this;
  }

  public Measured classes(long count) {
    classes = count;
    return this;
  }

  public Measured allocated(long bytes) {
    allocated = bytes;
    return this;
  }

  public LiveSet told() {
    return new LiveSet(
        WORKLOAD,
        process,
        at,
        floor,
        collections,
        oldCycles,
        oldFloor,
        gcSeconds,
        heapUsed,
        heapLimit,
        null,
        anonymous,
        containerLimit,
        null,
        threads,
        classes,
        new Areas(committed, null, null, null, null, null, null, null),
        null,
        allocated);
  }
}

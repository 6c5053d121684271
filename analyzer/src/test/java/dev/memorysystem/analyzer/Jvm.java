package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.signal.Areas;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A JVM whose resources follow functions of its age, reported every 15 s if not said otherwise: of
 * MiB by seconds, or of things. What is not set stays as in a small idle service.
 */
final class Jvm {
  enum Resource {
    /** Live set of the heap. */
    HEAP,
    HEAP_COMMITTED,
    /** Pages of the heap that were ever touched. */
    HEAP_TOUCHED,
    DIRECT,
    METASPACE,
    /** What is allocated outside of everything the JVM knows of. */
    NATIVE,
    PAGE_CACHE,
    THREADS,
    MAPPED_BUFFERS
  }

  private static final double MIB = 1 << 20;

  private final Map<Resource, DoubleUnaryOperator> resources = new EnumMap<>(Resource.class);
  private ProcessRef process = Heap.process("1", Heap.START);
  private int interval = 15;
  private int cycleEvery = 30;
  private double noise = 0.2;
  private @Nullable Double metaspaceLimit;
  private @Nullable Double directLimit;
  private @Nullable Double containerLimit = 1024.0;
  private @Nullable Long threadLimit;
  private @Nullable Long mappingLimit;
  private @Nullable Double allocating;
  private final Map<String, DoubleUnaryOperator> tracked = new TreeMap<>();

  Jvm() {
    set(Resource.HEAP, t -> 60)
        .set(Resource.HEAP_COMMITTED, t -> 256)
        .set(Resource.HEAP_TOUCHED, t -> 256)
        .set(Resource.DIRECT, t -> 2)
        .set(Resource.METASPACE, t -> 50)
        .set(Resource.NATIVE, t -> 60)
        .set(Resource.PAGE_CACHE, t -> 20)
        .set(Resource.THREADS, t -> 30)
        .set(Resource.MAPPED_BUFFERS, t -> 4);
  }

  Jvm set(Resource resource, DoubleUnaryOperator ofAge) {
    resources.put(resource, ofAge);
    return this;
  }

  Jvm as(String id, int startSecond) {
    process = Heap.process(id, Heap.START.plusSeconds(startSecond));
    return this;
  }

  /** Seconds between two reports. */
  Jvm every(int seconds) {
    interval = seconds;
    return this;
  }

  /** It says what it has allocated. */
  Jvm allocating(double mebibytesASecond) {
    allocating = mebibytesASecond;
    return this;
  }

  /** Seconds between two old-generation cycles; 0 for none. */
  Jvm cycleEvery(int seconds) {
    cycleEvery = seconds;
    return this;
  }

  /**
   * It tracks its native memory, of which a category has so many MiB of {@link Resource#NATIVE}.
   */
  Jvm tracking(String category, DoubleUnaryOperator ofAge) {
    tracked.put(category, ofAge);
    return this;
  }

  Jvm metaspaceLimit(double mebibytes) {
    metaspaceLimit = mebibytes;
    return this;
  }

  Jvm directLimit(double mebibytes) {
    directLimit = mebibytes;
    return this;
  }

  Jvm containerLimit(@Nullable Double mebibytes) {
    containerLimit = mebibytes;
    return this;
  }

  Jvm threadLimit(long threads) {
    threadLimit = threads;
    return this;
  }

  Jvm mappingLimit(long mappings) {
    mappingLimit = mappings;
    return this;
  }

  Jvm noise(double mebibytes) {
    noise = mebibytes;
    return this;
  }

  /** Its reports over its first so many seconds. */
  List<LiveSet> signals(int seconds) {
    var random = new Random(7);
    List<LiveSet> signals = new ArrayList<>();
    for (int age = interval; age <= seconds; age += interval) {
      signals.add(report(age, random));
    }
    return signals;
  }

  private LiveSet report(int age, Random random) {
    long cycles = cycleEvery == 0 ? 0 : age / cycleEvery;
    long heap = bytes(Resource.HEAP, age, random);
    long committed = at(Resource.HEAP_COMMITTED, age);
    long direct = bytes(Resource.DIRECT, age, random);
    long metaspace = at(Resource.METASPACE, age);
    long code = (long) (20 * MIB);
    long anonymous =
        at(Resource.HEAP_TOUCHED, age)
            + direct
            + metaspace
            + code
            + bytes(Resource.NATIVE, age, random);
    return new LiveSet(
        Heap.WORKLOAD,
        process,
        process.startedAt().plusSeconds(age),
        heap,
        (long) age,
        cycles,
        cycleEvery > 0 && cycles > (age - interval) / cycleEvery ? heap : null,
        age * 0.001,
        Math.min(at(Resource.HEAP_TOUCHED, age), heap + (long) (random.nextDouble() * 100 * MIB)),
        (long) (512 * MIB),
        anonymous + (long) (15 * MIB),
        anonymous,
        mebibytes(containerLimit),
        direct,
        count(Resource.THREADS, age),
        9_000L,
        new Areas(
            committed,
            metaspace,
            metaspace,
            mebibytes(metaspaceLimit),
            code,
            mebibytes(directLimit),
            anonymous + at(Resource.PAGE_CACHE, age),
            threadLimit,
            count(Resource.MAPPED_BUFFERS, age),
            mappingLimit,
            tracked(age, committed, metaspace, code, direct)),
        null,
        allocating == null ? null : mebibytes(allocating * age));
  }

  /** As HotSpot has it: of direct buffers, too. */
  private @Nullable Map<String, Long> tracked(
      int age, long committed, long metaspace, long code, long direct) {
    if (tracked.isEmpty()) {
      return null;
    }
    Map<String, Long> all = new TreeMap<>();
    all.put("Java Heap", committed);
    all.put("Metaspace", metaspace);
    all.put("Code", code);
    all.put("Other", 0L);
    tracked.forEach((name, ofAge) -> all.put(name, (long) (MIB * ofAge.applyAsDouble(age))));
    all.merge("Other", direct, Long::sum);
    return all;
  }

  private long count(Resource resource, int age) {
    return (long) resources.get(resource).applyAsDouble(age);
  }

  private long at(Resource resource, int age) {
    return (long) (MIB * resources.get(resource).applyAsDouble(age));
  }

  private long bytes(Resource resource, int age, Random random) {
    return Math.max(0, at(resource, age) + (long) (MIB * noise * random.nextGaussian()));
  }

  private static @Nullable Long mebibytes(@Nullable Double value) {
    return value == null ? null : Long.valueOf((long) (MIB * value));
  }
}

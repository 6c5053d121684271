package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Named time series with a fixed seed: a process whose live set follows a function of its age, with
 * an old-generation cycle now and then and promoted garbage between.
 *
 * @param liveSet MiB by age in seconds
 * @param noise standard deviation of the floor, MiB
 * @param interval seconds between two reports
 * @param cycleEvery seconds between two old-generation cycles; 0 for none
 * @param garbage promoted garbage, MiB a second, given back by each old-generation cycle
 * @param limit heap limit, MiB
 * @param sites survivors by age in seconds; null for a process without a sampler
 */
record Heap(
    Workload workload,
    ProcessRef process,
    Instant start,
    DoubleUnaryOperator liveSet,
    double noise,
    int interval,
    int cycleEvery,
    double garbage,
    double limit,
    @Nullable Sampler sites,
    long seed) {
  static final Workload WORKLOAD = new Workload("shop", "Deployment", "checkout", "app");
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final double MIB = 1 << 20;

  /** Reports of survivors, every so many intervals. */
  private static final int SNAPSHOT = 6;

  interface Sampler {
    List<Site> at(int age, Random random);
  }

  static Heap of(DoubleUnaryOperator liveSet) {
    return new Heap(WORKLOAD, process("1", START), START, liveSet, 0.7, 5, 5, 0.2, 256, null, 42);
  }

  static ProcessRef process(String id, Instant start) {
    return new ProcessRef(
        "instance-" + id, "pod-" + id, "uid-" + id, "node", 1L, "OpenJDK 25", "app:1", "r1", start);
  }

  Heap as(String id, Instant start) {
    return new Heap(
        workload,
        process(id, start),
        start,
        liveSet,
        noise,
        interval,
        cycleEvery,
        garbage,
        limit,
        sites,
        seed + id.hashCode());
  }

  Heap in(@Nullable String revision) {
    ProcessRef same = process;
    return new Heap(
        workload,
        new ProcessRef(
            same.instanceId(),
            same.pod(),
            same.podUid(),
            same.node(),
            same.pid(),
            same.runtime(),
            "app:" + revision,
            revision,
            same.startedAt()),
        start,
        liveSet,
        noise,
        interval,
        cycleEvery,
        garbage,
        limit,
        sites,
        seed);
  }

  Heap sampled(Sampler sampler) {
    return new Heap(
        workload,
        process,
        start,
        liveSet,
        noise,
        interval,
        cycleEvery,
        garbage,
        limit,
        sampler,
        seed);
  }

  Heap every(int seconds, int cycleSeconds) {
    return new Heap(
        workload,
        process,
        start,
        liveSet,
        noise,
        seconds,
        cycleSeconds,
        garbage,
        limit,
        sites,
        seed);
  }

  Heap noise(double mebibytes) {
    return new Heap(
        workload,
        process,
        start,
        liveSet,
        mebibytes,
        interval,
        cycleEvery,
        garbage,
        limit,
        sites,
        seed);
  }

  Heap limit(double mebibytes) {
    return new Heap(
        workload,
        process,
        start,
        liveSet,
        noise,
        interval,
        cycleEvery,
        garbage,
        mebibytes,
        sites,
        seed);
  }

  Heap seed(long other) {
    return new Heap(
        workload,
        process,
        start,
        liveSet,
        noise,
        interval,
        cycleEvery,
        garbage,
        limit,
        sites,
        other);
  }

  /** Its signals over its first so many seconds. */
  List<Signal> signals(int seconds) {
    return signals(interval, seconds);
  }

  /** Its signals between two ages. */
  List<Signal> signals(int from, int to) {
    var random = new Random(seed);
    List<Signal> signals = new ArrayList<>();
    for (int age = interval; age <= to; age += interval) {
      Signal report = report(age, random);
      Signal survivors = age % (SNAPSHOT * interval) == 0 ? survivors(age, random) : null;
      if (age >= from) {
        signals.add(report);
        if (survivors != null) {
          signals.add(survivors);
        }
      }
    }
    return signals;
  }

  private LiveSet report(int age, Random random) {
    long cycles = cycleEvery == 0 ? 0 : age / cycleEvery;
    boolean cycled = cycleEvery > 0 && cycles > (age - interval) / cycleEvery;
    double live = liveSet.applyAsDouble(age) + noise * random.nextGaussian();
    double uncollected = garbage * (cycleEvery == 0 ? age : age % cycleEvery);
    long floor = (long) (MIB * Math.max(0.1, live + uncollected));
    return new LiveSet(
        workload,
        process,
        start.plusSeconds(age),
        floor,
        (long) age,
        cycles,
        cycled ? (long) (MIB * Math.max(0.1, live)) : null,
        age * 0.01,
        (long) (1.5 * floor),
        (long) (limit * MIB),
        null,
        (long) (limit * MIB),
        null,
        null,
        null,
        null);
  }

  private @Nullable Survivors survivors(int age, Random random) {
    return sites == null
        ? null
        : new Survivors(
            workload,
            process,
            start.plusSeconds(age),
            "jvmti",
            Duration.ofSeconds(age),
            null,
            sites.at(age, random));
  }

  /** Survivors of every age since the site began to be used: a leak. */
  static Site leakingSite(String type, int age, int samples, int from, Random random) {
    return site(
        type,
        random
            .doubles(samples, 0, Math.max(1, age - from))
            .mapToInt(a -> (int) a)
            .boxed()
            .toList());
  }

  /** Survivors from a stretch of the process's life only: a cache that filled early and stays. */
  static Site filledSite(String type, int age, int samples, int from, int to, Random random) {
    return site(
        type,
        random
            .doubles(samples, Math.min(age, from), Math.min(age, to) + 1.0)
            .mapToInt(born -> Math.max(0, age - (int) born))
            .boxed()
            .toList());
  }

  /** Survivors whose ages fall off exponentially: a cache that replaces its entries. */
  static Site replacingSite(String type, int age, int samples, double lifetime, Random random) {
    return site(
        type,
        random
            .doubles(samples)
            .map(u -> Math.min(age, -lifetime * Math.log(1 - u)))
            .mapToInt(a -> (int) a)
            .boxed()
            .toList());
  }

  static Site site(String type, List<Integer> ages) {
    return new Site(
        type,
        List.of(
            "java.util.HashMap.newNode(HashMap.java:1920)",
            "java.util.HashMap.put(HashMap.java:618)",
            "com.acme.shop." + type.substring(type.lastIndexOf('.') + 1) + "s.add(Store.java:41)",
            "com.acme.shop.Handler.handle(Handler.java:12)",
            "java.lang.Thread.run(Thread.java:1583)"),
        ages.size(),
        ages.size() * 512L * 1024,
        ages.stream().sorted(Comparator.naturalOrder()).toList(),
        null,
        null);
  }
}

package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.Containers.Container;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.RetainedPaths.Target;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of a container over a week in which everything it has grows, at many sites. */
class StateSizeTest {
  /** As the collector stores it: what is absent is left out, times are text. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .setSerializationInclusion(JsonInclude.Include.NON_EMPTY);

  /** Bytes of JSON of one process. */
  private static final int MOST_OF_A_PROCESS = 16 * 1024;

  /** Findings, open and past, beside it: six kinds, and five of the past. */
  private static final int MOST_OF_FINDINGS = 64 * 1024;

  private static final int WEEK = (int) Duration.ofDays(7).toSeconds();
  private static final int INTERVAL = 120;
  private static final int SITES = 12;
  private static final String FIELD =
      "com.acme.shop.checkout.recommendation.RecommendationService.byCustomer";

  @Test
  void aWeekInWhichEverythingGrowsTakesSixteenKibibytes() throws Exception {
    var random = new Random(11);
    Run run = new Run(Heap.WORKLOAD);
    int largestProcess = 0;
    int largest = 0;
    for (LiveSet report : jvm().signals(WEEK)) {
      LiveSet named = named(report);
      run.feed(named);
      int age = (int) Duration.between(Heap.START, report.at()).toSeconds();
      if (age % (5 * INTERVAL) == 0) {
        Survivors survivors = survivors(named, age, random);
        run.feed(survivors);
        run.feed(containers(named, age));
        run.feed(reached(named, age, survivors));
        largestProcess =
            Math.max(largestProcess, JSON.writeValueAsBytes(run.state().processes()).length);
        largest = Math.max(largest, JSON.writeValueAsBytes(run.state()).length);
      }
    }

    assertThat(largestProcess).isLessThan(MOST_OF_A_PROCESS);
    assertThat(largest).isLessThan(MOST_OF_A_PROCESS + MOST_OF_FINDINGS);
    assertThat(run.findings().stream().map(Finding::kind))
        .contains(LeakKind.HEAP, LeakKind.METASPACE, LeakKind.DIRECT_BUFFER);
  }

  private static Jvm jvm() {
    double week = WEEK;
    return new Jvm()
        .every(INTERVAL)
        .cycleEvery(INTERVAL)
        .containerLimit(64 * 1024.0)
        .directLimit(4200)
        .metaspaceLimit(4200)
        .threadLimit(21_000)
        .mappingLimit(65_530)
        .allocating(150)
        .tracking("Other", t -> 30 + 10_000 * t / week)
        .tracking("Compiler", t -> 30 + 200 * t / week)
        .tracking("Internal", t -> 30 + 300 * t / week)
        .tracking("Symbol", t -> 30 + 400 * t / week)
        .tracking("Arena Chunk", t -> 30 + 500 * t / week)
        .tracking("Synchronization", t -> 30 + 600 * t / week)
        .tracking("String Deduplication", t -> 30 + 700 * t / week)
        .set(Jvm.Resource.HEAP_COMMITTED, t -> 8192)
        .set(Jvm.Resource.HEAP_TOUCHED, t -> 8192)
        .set(Jvm.Resource.HEAP, t -> 40 + 400 * t / week)
        .set(Jvm.Resource.NATIVE, t -> 60 + 20_000 * t / week)
        .set(Jvm.Resource.THREADS, t -> 30 + 20_000 * Math.pow(t / week, 3.5))
        .set(Jvm.Resource.MAPPED_BUFFERS, t -> 100 + 60_000 * Math.pow(t / week, 3.5))
        .set(Jvm.Resource.METASPACE, t -> 40 + 4000 * Math.pow(t / week, 3.5))
        .set(Jvm.Resource.DIRECT, t -> 4 + 4000 * Math.pow(t / week, 3.5));
  }

  /** Under names as long as Kubernetes and registries have them. */
  private static LiveSet named(LiveSet l) {
    ProcessRef p = l.process();
    var process =
        new ProcessRef(
            "8c2e7a52-4a31-4b3e-9f63-0d2f5f1f8a77",
            "checkout-recommendation-service-canary-7c9d8f6b5d-x2lqp",
            "0b9a1a0e-5f0c-4a4e-8f5c-2f3f0f3c9d11",
            "ip-198-18-104-221.eu-central-1.compute.internal",
            1L,
            "OpenJDK Runtime Environment 25.0.3+9-LTS",
            "registry.example.com/shop/checkout-recommendation-service@sha256:"
                + "0f343b0931126a20f133d67c2b018a3b0931126a20f133d67c2b018a3b093112",
            "7c9d8f6b5d",
            p.startedAt());
    return new LiveSet(
        l.workload(),
        process,
        l.at(),
        l.floor(),
        l.collections(),
        l.oldCycles(),
        l.oldFloor(),
        l.gcSeconds(),
        l.heapUsed(),
        l.heapLimit(),
        l.rss(),
        l.rssAnonymous(),
        l.containerLimit(),
        l.directUsed(),
        l.threads(),
        l.classes(),
        l.areas(),
        l.jitSeconds(),
        l.allocatedBytes());
  }

  private static Survivors survivors(LiveSet report, int age, Random random) {
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      Site site =
          Heap.leakingSite("com.acme.shop.checkout.domain.Recommendation" + i, age, 60, 0, random);
      List<String> frames = new ArrayList<>();
      for (int f = 0; f < 10; f++) {
        frames.add(
            "org.springframework.data.repository.core.support.Repository%d.invoke(RepositoryMethodInvoker.java:1%d)"
                .formatted(f, f));
      }
      frames.addAll(site.frames());
      sites.add(
          new Site(site.type(), frames, site.liveCount(), site.liveBytes(), site.ages(), 60L, 0L));
    }
    return new Survivors(
        report.workload(),
        report.process(),
        report.at().plusSeconds(1),
        "jvmti",
        Duration.ofSeconds(age),
        report.allocatedBytes(),
        sites);
  }

  private static Containers containers(LiveSet report, int age) {
    int walks = age / (5 * INTERVAL);
    List<Container> containers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      containers.add(
          new Container(
              PathRoot.THREAD_LOCAL,
              path(i),
              FIELD + i,
              "java.util.concurrent.ConcurrentHashMap",
              90L * walks * i,
              i,
              INTERVAL,
              90L * (walks - 1) * i,
              (long) age - 5 * INTERVAL,
              walks,
              walks,
              0,
              "com.acme.shop.checkout.domain.Recommendation" + i,
              "com.acme.shop.checkout.domain.CustomerKey" + i,
              90L * walks * i * 48));
    }
    return new Containers(
        report.workload(),
        report.process(),
        report.at().plusSeconds(2),
        Duration.ofSeconds(age),
        3.0,
        0.3,
        1L << 24,
        true,
        containers);
  }

  private static RetainedPaths reached(LiveSet report, int age, Survivors survivors) {
    return new RetainedPaths(
        report.workload(),
        report.process(),
        report.at().plusSeconds(3),
        Duration.ofSeconds(age),
        survivors.sites().stream()
            .map(
                site ->
                    new Target(
                        site.type(),
                        site.frames(),
                        16,
                        16,
                        PathRoot.STATIC,
                        path(9),
                        FIELD,
                        "java.util.concurrent.ConcurrentHashMap",
                        (long) age,
                        1L,
                        (long) INTERVAL,
                        null))
            .toList());
  }

  private static List<String> path(int number) {
    return IntStream.range(0, 16).mapToObj(step -> FIELD + number + "Of" + step).toList();
  }
}

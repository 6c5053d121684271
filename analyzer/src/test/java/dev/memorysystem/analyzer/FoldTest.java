package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Survivors.Site;
import dev.memorysystem.analyzer.signal.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of the fold whatever the signals. */
class FoldTest {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

  private static final int MOST_BYTES_OF_A_PROCESS = 16 * 1024;

  @Test
  void sameSignalsLeadToTheSameDecisions() {
    List<Signal> signals = Trace.read("leaky");

    Run first = Run.of(signals);
    Run second = Run.of(signals);

    assertThat(first.decisions()).isNotEmpty().isEqualTo(second.decisions());
    assertThat(first.state()).isEqualTo(second.state());
  }

  @Test
  void stateSurvivesBeingStoredAfterEverySignal() throws Exception {
    List<Signal> signals = Trace.read("leaky");
    WorkloadState state = WorkloadAnalysis.initial(signals.getFirst().workload());
    List<Decision> decisions = new ArrayList<>();
    for (Signal signal : signals) {
      Step step = WorkloadAnalysis.step(state, signal);
      decisions.addAll(step.decisions());
      state = JSON.readValue(JSON.writeValueAsBytes(step.state()), WorkloadState.class);
      assertThat(state).isEqualTo(step.state());
    }

    assertThat(decisions).isEqualTo(Run.of(signals).decisions());
  }

  @Test
  void stateOfAProcessStaysSmallOverWeeks() throws Exception {
    Heap heap =
        Heap.of(t -> 400 + 20 * Math.sin(t / 9000) + t / 40_000)
            .limit(4096)
            .every(120, 600)
            .sampled(
                (age, random) ->
                    List.of(
                        Heap.leakingSite("com.acme.shop.Order", age, 120, 0, random),
                        Heap.leakingSite("com.acme.shop.Cart", age, 100, 0, random),
                        Heap.leakingSite("com.acme.shop.Visit", age, 80, 0, random),
                        Heap.leakingSite("com.acme.shop.Price", age, 60, 0, random),
                        Heap.leakingSite("com.acme.shop.Stock", age, 40, 0, random),
                        Heap.leakingSite("com.acme.shop.Note", age, 20, 0, random)));
    int largest = 0;
    Run run = new Run(Heap.WORKLOAD);
    for (Signal signal : heap.signals((int) Duration.ofDays(8).toSeconds())) {
      run.feed(signal);
      if (signal instanceof Survivors) {
        int size =
            JSON.writeValueAsString(run.state().processes())
                .getBytes(StandardCharsets.UTF_8)
                .length;
        largest = Math.max(largest, size);
      }
    }

    assertThat(largest).isLessThan(MOST_BYTES_OF_A_PROCESS);
  }

  @Test
  void stateOfAProcessThatLeaksEverythingStaysSmall() throws Exception {
    int life = (int) Duration.ofDays(2).toSeconds();
    Jvm jvm =
        new Jvm()
            .every(60)
            .cycleEvery(60)
            .containerLimit(64 * 1024.0)
            .directLimit(8192)
            .metaspaceLimit(8192)
            .threadLimit(30_000)
            .mappingLimit(65_530)
            .allocating(50)
            .set(Jvm.Resource.HEAP_COMMITTED, t -> 8192)
            .set(Jvm.Resource.HEAP_TOUCHED, t -> 8192)
            .set(Jvm.Resource.HEAP, t -> 40 + 400 * t / life)
            .set(Jvm.Resource.NATIVE, t -> 60 + 20_000 * t / life)
            .set(Jvm.Resource.THREADS, t -> 30 + 20_000 * Math.pow(t / life, 3.5))
            .set(Jvm.Resource.MAPPED_BUFFERS, t -> 100 + 60_000 * Math.pow(t / life, 3.5))
            .set(Jvm.Resource.METASPACE, t -> 40 + 4000 * Math.pow(t / life, 3.5))
            .set(Jvm.Resource.DIRECT, t -> 4 + 4000 * Math.pow(t / life, 3.5));
    var random = new Random(7);
    List<String> types = List.of("Order", "Cart", "Visit", "Price", "Stock");
    int largest = 0;
    Run run = new Run(Heap.WORKLOAD);
    for (LiveSet report : jvm.signals(life)) {
      run.feed(report);
      int age = (int) Duration.between(Heap.START, report.at()).toSeconds();
      if (age % 300 == 0) {
        run.feed(
            new Survivors(
                Heap.WORKLOAD,
                report.process(),
                report.at().plusSeconds(1),
                "jvmti",
                Duration.ofSeconds(age),
                null,
                types.stream().map(type -> deep(type, age, random)).toList()));
      }
      largest = Math.max(largest, JSON.writeValueAsBytes(run.state().processes()).length);
    }

    assertThat(run.findings().stream().map(Finding::kind))
        .contains(
            LeakKind.THREAD, LeakKind.METASPACE, LeakKind.DIRECT_BUFFER, LeakKind.MAPPED_BUFFER);
    assertThat(largest).isLessThan(MOST_BYTES_OF_A_PROCESS);
  }

  /** A leak below as many frames as are remembered. */
  private static Site deep(String type, int age, Random random) {
    Site site = Heap.leakingSite("com.acme.shop." + type, age, 40, 0, random);
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      frames.add(
          "org.springframework.data.repository.core.support.Repository"
              + i
              + ".invoke(RepositoryMethodInvoker.java:1"
              + i
              + ")");
    }
    frames.addAll(site.frames());
    return new Site(site.type(), frames, site.liveCount(), site.liveBytes(), site.ages(), 40L, 0L);
  }

  @Test
  void processesRememberedAreBounded() {
    Run run = new Run(Heap.WORKLOAD);
    for (int i = 0; i < 100; i++) {
      run.feed(Heap.of(t -> 20).as("p" + i, Heap.START.plusSeconds(60L * i)).signals(60));
    }

    assertThat(run.state().processes()).hasSize(WorkloadAnalysis.PROCESSES);
    assertThat(run.state().processes().getLast().state().process().instanceId())
        .isEqualTo("instance-p99");
  }

  @Test
  void repeatedSignalsChangeNothing() {
    List<Signal> twice = new ArrayList<>();
    for (Signal signal : Trace.read("leaky")) {
      twice.add(signal);
      twice.add(signal);
    }

    assertThat(Run.of(twice).decisions()).isEqualTo(Run.of(Trace.read("leaky")).decisions());
  }

  @Test
  void aReplayOfEverythingChangesNothing() {
    Run run = Run.of(Trace.read("leaky"));
    WorkloadState state = run.state();

    assertThat(run.feed(Trace.read("leaky")).state()).isEqualTo(state);
  }

  @Test
  void signalsOutOfOrderByAFewLeadToTheSameFinding() {
    List<Signal> shuffled = new ArrayList<>(Trace.read("leaky"));
    Random random = new Random(7);
    for (int i = 0; i + 3 < shuffled.size(); i += 3) {
      Collections.shuffle(shuffled.subList(i, i + 3), random);
    }

    var finding = Run.of(shuffled).finding();
    assertThat(finding.state()).isEqualTo(FindingState.CONFIRMED);
    assertThat(finding.id()).isEqualTo(Run.of(Trace.read("leaky")).finding().id());
  }

  @Test
  void gapsAreTolerated() {
    List<Signal> some = new ArrayList<>();
    Random random = new Random(3);
    for (Signal signal : Trace.read("leaky")) {
      if (random.nextDouble() < 0.7) {
        some.add(signal);
      }
    }

    assertThat(Run.of(some).finding().state()).isEqualTo(FindingState.CONFIRMED);
  }

  @Test
  void signalsWithNothingInThemAreTolerated() {
    Run run = new Run(Heap.WORKLOAD);
    for (int i = 0; i < 200; i++) {
      run.feed(empty(Heap.START.plusSeconds(5L * i)));
    }

    assertThat(run.findings()).isEmpty();
    assertThat(run.assessments()).hasSize(1);
  }

  private static LiveSet empty(Instant at) {
    return new LiveSet(
        Heap.WORKLOAD,
        Heap.process("1", Heap.START),
        at,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void aClockThatStepsBackStartsTheSeriesAfresh() {
    Heap heap = Heap.of(t -> 20 + 0.6 * t);
    Run run = new Run(Heap.WORKLOAD).feed(heap.signals(60));
    Instant before = run.state().processes().getFirst().state().lastAt();
    Duration back = Duration.ofHours(2);

    for (Signal signal : heap.signals(61, 120)) {
      if (signal instanceof LiveSet l) {
        run.feed(
            new LiveSet(
                l.workload(),
                l.process(),
                l.at().minus(back),
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
                l.classes()));
      }
    }

    var state = run.state().processes().getFirst().state();
    assertThat(state.lastAt()).isBefore(before);
    assertThat(state.now()).isEqualTo(55);
  }

  @Test
  void anotherWorkloadsSignalIsRefused() {
    WorkloadState state = WorkloadAnalysis.initial(new Workload("a", "Deployment", "b", "c"));

    assertThatThrownBy(() -> WorkloadAnalysis.step(state, empty(Heap.START)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shop/Deployment/checkout/app")
        .hasMessageContaining("a/Deployment/b/c");
  }

  @Test
  void lateSettingsDoNotReplaceNewerOnes() {
    Run run = new Run(Heap.WORKLOAD);
    run.feed(settings(Heap.START.plusSeconds(10), 0.9)).feed(settings(Heap.START, 0.1));

    assertThat(run.state().settings().minimumConfidence()).isEqualTo(0.9);
  }

  private static DetectionSettings settings(Instant at, double confidence) {
    return new DetectionSettings(
        Heap.WORKLOAD, at, confidence, DetectionSettings.DEFAULT_HORIZON, Map.of());
  }
}

package dev.memorysystem.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.analyzer.finding.Anomalies;
import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.AnomalyKind;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.finding.Evidence;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.plan.Directive;
import dev.memorysystem.analyzer.plan.DirectiveKind;
import dev.memorysystem.analyzer.plan.LookSettings;
import dev.memorysystem.analyzer.plan.When;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.AgentCost;
import dev.memorysystem.collector.api.ClassCensus;
import dev.memorysystem.collector.api.ClassCensus.ClassCount;
import dev.memorysystem.collector.api.DirectiveOutcome;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.ProcessStatus;
import dev.memorysystem.collector.api.RuleFindings;
import dev.memorysystem.collector.api.StackSamples;
import dev.memorysystem.collector.api.StackSamples.Stack;
import dev.memorysystem.collector.plan.AskedDirective;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link StateStore} holds to. */
abstract class StateStoreContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final Workload CARTS = new Workload("shop", "StatefulSet", "carts", "app");

  @TempDir Path directory;

  /** Opens the store that lives in a directory; creates it the first time. */
  abstract StateStore open(Path directory) throws IOException;

  @Test
  void aNewStoreKnowsNothing() throws Exception {
    try (StateStore store = open(directory)) {
      assertThat(store.load())
          .isEqualTo(
              new StateStore.Snapshot(
                  0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
      assertThat(store.state(ORDERS)).isEmpty();
    }
  }

  @Test
  void whatWasCommittedIsThereAfterReopening() throws Exception {
    Commit commit = full(NOON, 42);
    try (StateStore store = open(directory)) {
      store.commit(commit);
    }
    try (StateStore store = open(directory)) {
      assertThat(store.load())
          .isEqualTo(
              new StateStore.Snapshot(
                  42,
                  commit.findings(),
                  commit.assessments(),
                  commit.anomalies(),
                  commit.processes(),
                  commit.pods(),
                  commit.profiles()));
      assertThat(store.state(ORDERS)).contains("{\"state\":1}");
      assertThat(store.state(CARTS)).isEmpty();
    }
  }

  @Test
  void aSecondCommitReplacesByKeyAndDeletes() throws Exception {
    try (StateStore store = open(directory)) {
      store.commit(full(NOON, 42));
      store.commit(
          new Commit(
              NOON.plusSeconds(1),
              43,
              Map.of(ORDERS, "{\"state\":2}"),
              List.of(finding("f-1", ORDERS, FindingState.RESOLVED)),
              List.of(),
              List.of(unusual(ORDERS, NOON.plusSeconds(1))),
              List.of(process("i-2", CARTS, NOON)),
              List.of(),
              Set.of("uid-1"),
              List.of(),
              Set.of("shop/default")));
      StateStore.Snapshot snapshot = store.load();
      assertThat(snapshot.offset()).isEqualTo(43);
      assertThat(snapshot.findings())
          .singleElement()
          .extracting(Finding::state)
          .isEqualTo(FindingState.RESOLVED);
      assertThat(snapshot.assessments()).hasSize(1);
      assertThat(snapshot.anomalies()).containsExactly(unusual(ORDERS, NOON.plusSeconds(1)));
      assertThat(snapshot.processes())
          .extracting(ProcessInfo::instanceId)
          .containsExactly("i-1", "i-2");
      assertThat(snapshot.pods()).isEmpty();
      assertThat(snapshot.profiles()).isEmpty();
      assertThat(store.state(ORDERS)).contains("{\"state\":2}");
    }
  }

  @Test
  void aCommitIsTakenOverWholeOrNotAtAll() throws Exception {
    try (StateStore store = open(directory)) {
      store.commit(full(NOON, 42));
      Map<Workload, String> bad = new HashMap<>();
      bad.put(CARTS, null);
      assertThatThrownBy(
              () ->
                  store.commit(
                      new Commit(
                          NOON, 99, bad, List.of(), List.of(), List.of(), List.of(), List.of(),
                          Set.of(), List.of(), Set.of())))
          .isInstanceOf(IOException.class);
      assertThat(store.load().offset()).isEqualTo(42);
      store.commit(full(NOON, 43));
      assertThat(store.load().offset()).isEqualTo(43);
    }
  }

  @Test
  void pruningForgetsSilentProcessesAndWorkloadsAndOldResolvedFindings() throws Exception {
    Instant old = NOON.minus(Duration.ofDays(40));
    try (StateStore store = open(directory)) {
      store.commit(
          new Commit(
              old,
              1,
              Map.of(CARTS, "{}"),
              List.of(
                  finding("f-carts", CARTS, FindingState.CONFIRMED),
                  finding("f-old", ORDERS, FindingState.RESOLVED),
                  finding("f-steady", ORDERS, FindingState.CONFIRMED)),
              List.of(
                  new Assessment(CARTS, Verdict.LEAK, "r", old),
                  new Assessment(ORDERS, Verdict.LEAK, "r", old)),
              List.of(unusual(CARTS, old), unusual(ORDERS, old)),
              List.of(process("i-old", CARTS, old)),
              List.of(),
              Set.of(),
              List.of(),
              Set.of()));
      store.commit(full(NOON, 2));
      store.prune(NOON.minus(Duration.ofDays(1)), NOON.minus(Duration.ofDays(30)), Set.of());
      StateStore.Snapshot snapshot = store.load();
      assertThat(snapshot.findings()).extracting(Finding::id).containsExactly("f-1", "f-steady");
      assertThat(snapshot.assessments()).extracting(Assessment::workload).containsExactly(ORDERS);
      assertThat(snapshot.anomalies()).extracting(Anomalies::workload).containsExactly(ORDERS);
      assertThat(snapshot.processes()).extracting(ProcessInfo::instanceId).containsExactly("i-1");
      assertThat(store.state(CARTS)).isEmpty();
      assertThat(store.state(ORDERS)).isPresent();
    }
  }

  @Test
  void pruningForgetsOneOffsWithoutAFindingAsSoonAsTheirProcesses() throws Exception {
    Workload ended = new Workload("shop", "Job", "import-7f", "app");
    Workload running = new Workload("shop", "Pod", "debug", "app");
    Workload leaking = new Workload("shop", "Job", "export-2c", "app");
    Workload recurring = new Workload("shop", "CronJob", "nightly", "app");
    List<Workload> all = List.of(ended, running, leaking, recurring);
    Instant twoDaysAgo = NOON.minus(Duration.ofDays(2));
    try (StateStore store = open(directory)) {
      store.commit(
          new Commit(
              twoDaysAgo,
              1,
              all.stream().collect(Collectors.toMap(workload -> workload, workload -> "{}")),
              List.of(finding("f-export", leaking, FindingState.CONFIRMED)),
              all.stream()
                  .map(workload -> new Assessment(workload, Verdict.INSUFFICIENT, "r", twoDaysAgo))
                  .toList(),
              all.stream().map(workload -> unusual(workload, twoDaysAgo)).toList(),
              List.of(),
              List.of(),
              Set.of(),
              List.of(),
              Set.of()));
      store.prune(NOON.minus(Duration.ofDays(1)), NOON.minus(Duration.ofDays(30)), Set.of(running));

      assertThat(store.state(ended)).isEmpty();
      assertThat(store.load().assessments())
          .extracting(Assessment::workload)
          .containsExactlyInAnyOrder(running, leaking, recurring);
      assertThat(store.load().anomalies())
          .extracting(Anomalies::workload)
          .containsExactlyInAnyOrder(running, leaking, recurring);
      for (Workload kept : List.of(running, leaking, recurring)) {
        assertThat(store.state(kept)).isPresent();
      }
    }
  }

  @Test
  void theLastResultsOfAProcessStayAfterReopening() throws Exception {
    try (StateStore store = open(directory)) {
      store.commit(found(1, census("i-1", "first", 1), census("i-1", "second", 2)));
      store.commit(found(2, samples("i-1", "second", 2), census("i-2", "first", 1)));
      store.commit(found(3, census("i-1", "third", 3), census("i-1", "fourth", 4)));
      store.commit(found(4, census("i-1", "third", 5)));
    }
    try (StateStore store = open(directory)) {
      assertThat(store.results("shop/i-1", ClassCensus.class))
          .containsExactly(
              (ClassCensus) census("i-1", "third", 5).result(),
              (ClassCensus) census("i-1", "fourth", 4).result(),
              (ClassCensus) census("i-1", "second", 2).result());
      assertThat(store.results("shop/i-1", StackSamples.class))
          .containsExactly((StackSamples) samples("i-1", "second", 2).result());
      assertThat(store.results("shop/i-2", ClassCensus.class)).hasSize(1);
      assertThat(store.results("shop/i-3", ClassCensus.class)).isEmpty();
      assertThat(store.load().offset()).isEqualTo(4);
    }
  }

  @Test
  void resultsGoWithTheirProcess() throws Exception {
    Instant old = NOON.minus(Duration.ofDays(40));
    try (StateStore store = open(directory)) {
      ProcessInfo gone = process("i-1", ORDERS, old);
      ProcessInfo stays = process("i-2", ORDERS, NOON);
      store.commit(
          new Commit(
              old,
              1,
              Map.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(gone, stays),
              List.of(),
              Set.of(),
              List.of(),
              Set.of(),
              List.of(census("i-1", "d", 1), census("i-2", "d", 1))));
      store.prune(NOON.minus(Duration.ofDays(1)), NOON.minus(Duration.ofDays(30)), Set.of());

      assertThat(store.results(gone.key(), ClassCensus.class)).isEmpty();
      assertThat(store.results(stays.key(), ClassCensus.class)).hasSize(1);
    }
  }

  @Test
  void aNamespaceWithManyResultsTakesNoOthersRoom() throws Exception {
    List<ProcessResult> many = new ArrayList<>();
    many.add(new ProcessResult("quiet/i-1", "quiet", census("i-1", "d", 0).result()));
    for (int i = 0; i < StateStore.MAX_RESULTS + 10; i++) {
      many.add(census("i-" + i, "d", i));
    }
    try (StateStore store = open(directory)) {
      store.commit(found(1, many.toArray(ProcessResult[]::new)));

      assertThat(store.results("quiet/i-1", ClassCensus.class)).hasSize(1);
      assertThat(store.results("shop/i-10", ClassCensus.class)).isEmpty();
      assertThat(store.results("shop/i-11", ClassCensus.class)).hasSize(1);
      assertThat(store.results("shop/i-" + (StateStore.MAX_RESULTS + 9), ClassCensus.class))
          .hasSize(1);
    }
  }

  private static Commit found(long offset, ProcessResult... results) {
    return new Commit(
        NOON,
        offset,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        Set.of(),
        List.of(results));
  }

  private static ProcessResult census(String id, String directive, int second) {
    return new ProcessResult(
        "shop/" + id,
        "shop",
        new ClassCensus(
            directive,
            NOON.plusSeconds(second),
            60L,
            1000L,
            64_000L,
            null,
            List.of(new ClassCount("shop.Order", 900, 60_000, null, null))));
  }

  private static ProcessResult samples(String id, String directive, int second) {
    return new ProcessResult(
        "shop/" + id,
        "shop",
        new StackSamples(
            directive,
            NOON.plusSeconds(second),
            60L,
            30.5,
            300L,
            310L,
            0L,
            9000L,
            List.of(new Stack(List.of("shop.Cart.add(Cart.java:7)"), 290, 28.5))));
  }

  private static Commit full(Instant at, long offset) {
    return new Commit(
        at,
        offset,
        Map.of(ORDERS, "{\"state\":1}"),
        List.of(finding("f-1", ORDERS, FindingState.SUSPECTED)),
        List.of(new Assessment(ORDERS, Verdict.LEAK, "it grows", at)),
        List.of(unusual(ORDERS, at)),
        List.of(process("i-1", ORDERS, at)),
        List.of(
            new KnownPod(
                "uid-1", at, "shop", "Deployment", "orders", "default", "abc", List.of("app"))),
        Set.of(),
        List.of(
            new KnownProfile(
                "shop",
                "default",
                0.9,
                Duration.ofDays(3),
                Map.of("heap-ignored", new Triage(TriageState.IGNORED, "known", at)),
                new LookSettings(
                    When.ON_SUSPICION, 0.001, When.NEVER, null, When.ALWAYS, Duration.ofSeconds(1)),
                List.of(
                    new AskedDirective(
                        new Directive("default/look", DirectiveKind.HEAP_DUMP, 1.5, 7L, null),
                        "orders-1",
                        null)))),
        Set.of());
  }

  private static Anomalies unusual(Workload workload, Instant since) {
    ProcessRef process =
        new ProcessRef("i-1", "orders-1", "uid-1", null, 1L, null, null, "abc", null);
    return new Anomalies(
        workload,
        List.of(
            new Anomaly(
                AnomalyKind.ALLOCATION_BURST,
                workload,
                since,
                null,
                process,
                1e6,
                9e6,
                "By/s",
                "allocates fast")));
  }

  private static ProcessInfo process(String id, Workload workload, Instant at) {
    return new ProcessInfo(
        id,
        workload,
        ProcessStatus.REPORTING,
        null,
        "orders-1",
        "uid-1",
        null,
        1L,
        null,
        null,
        "abc",
        null,
        "0.2.0",
        "running",
        15,
        at,
        at,
        null,
        new AgentCost(at, 2.5, 1.0, 0.5, 0.001, null, 0.0005),
        "jvmti",
        "\"abc\"",
        List.of(
            new DirectiveOutcome(
                "default/look", "class_census", "done", null, at, 0.1, 0.08, null, null)),
        new RuleFindings(
            at,
            List.of(new RuleFindings.Rule("unclosed_resources", "installed", null, 0.1)),
            List.of(
                new RuleFindings.Found(
                    "unclosed_resources",
                    "java.util.zip.Inflater",
                    List.of("shop.A.b(A.java:1)"),
                    9,
                    1,
                    3,
                    5,
                    60))),
        new Cited(id, "orders-1", at.minusSeconds(30), at, List.of("62 % shop.A.b")),
        new Cited(id, "orders-1", null, at, List.of("shop.Order: 9 objects, 1.0 KiB -> 2.0 KiB")));
  }

  private static Finding finding(String id, Workload workload, FindingState state) {
    return new Finding(
        id,
        state,
        null,
        LeakKind.HEAP,
        0.5,
        workload,
        List.of(),
        null,
        null,
        "com.example.Order",
        List.of(),
        null,
        List.of(),
        null,
        1.5,
        null,
        null,
        new Evidence(
            null, null, null, null, null, null, null, null, null, null, List.of(), List.of()),
        List.of(),
        "r",
        "do");
  }
}

package dev.memorysystem.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.finding.Evidence;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final Workload BASKET = new Workload("shop", "Deployment", "basket", "app");
  private static final Workload ACCOUNTS = new Workload("bank", "Deployment", "accounts", "app");

  private final Board board = new Board();

  @Test
  void aWorkloadIsAbsentWhenNoneOfItsProcessesReports() {
    board.publish(new Change.FindingChanged(finding(ORDERS)));
    board.publish(new Change.FindingChanged(finding(BASKET)));
    board.publish(new Change.ProcessChanged(process("1", ORDERS, ProcessStatus.SILENT)));
    board.publish(new Change.ProcessChanged(process("2", ORDERS, ProcessStatus.REPORTING)));
    board.publish(new Change.ProcessChanged(process("3", BASKET, ProcessStatus.STOPPED)));
    board.publish(new Change.ProcessChanged(process("4", ACCOUNTS, ProcessStatus.SILENT)));

    assertThat(board.absent()).containsExactly(BASKET);
  }

  @Test
  void aFindingIsToldWithTheNewestThatWasFoundInItsProcesses() {
    board.publish(new Change.FindingChanged(finding(ORDERS, "1", "2")));
    board.publish(new Change.FindingChanged(finding(BASKET, "1")));
    List<Finding> told = follow();

    board.publish(changed("1", ORDERS, ran("1", 10), null));
    board.publish(changed("2", ORDERS, ran("2", 20), opened(20, 5)));
    board.publish(changed("3", ORDERS, ran("3", 30), null));

    assertThat(told).extracting(Finding::workload).containsOnly(ORDERS);
    assertThat(told)
        .extracting(each -> each.running().process())
        .as("of those that show it, the newest")
        .containsExactly("1", "2", "2");
    assertThat(board.finding("heap-orders").orElseThrow())
        .isEqualTo(told.getLast())
        .satisfies(
            each ->
                assertThat(each.leftOpen().lines())
                    .containsExactly(
                        "java.util.zip.Inflater by com.acme.Pack.read: opened 9, closed 1, garbage"
                            + " before that 3, open 5 (unclosed_resources)"));
    assertThat(board.report().findings()).contains(told.getLast());
    assertThat(board.report().findings().getFirst().running()).as("of another workload").isNull();
    assertThat(follow()).as("who comes later hears it, too").contains(told.getLast());
  }

  @Test
  void whatIsFoundAnewIsToldAndTheSameAgainIsNot() {
    board.publish(new Change.FindingChanged(finding(ORDERS, "1")));
    board.publish(changed("1", ORDERS, ran("1", 10), opened(10, 5)));
    List<Finding> told = follow();
    told.clear();

    board.publish(changed("1", ORDERS, ran("1", 10), opened(10, 5)));
    assertThat(told).isEmpty();
    board.publish(changed("1", ORDERS, ran("1", 10), opened(70, 6)));
    assertThat(told).singleElement().extracting(Finding::leftOpen).isNotNull();
    board.publish(changed("1", ORDERS, ran("1", 10), new RuleFindings(NOON, List.of(), List.of())));
    assertThat(told).hasSize(2).last().extracting(Finding::leftOpen).isNull();
  }

  @Test
  void whereNoneOfItsProcessesWasLookedIntoAnotherOfItsWorkloadIsCited() {
    board.publish(changed("7", ORDERS, ran("7", 10), null));
    board.publish(new Change.FindingChanged(finding(ORDERS, "1")));

    assertThat(board.finding("heap-orders").orElseThrow().running().process()).isEqualTo("7");
    board.publish(Change.Removed.of(process("7", ORDERS, ProcessStatus.REPORTING)));
    assertThat(board.finding("heap-orders").orElseThrow().running()).isNull();
  }

  @Test
  void whatIsResolvedIsToldWithWhatWasFoundUntilThen() {
    Finding resolved =
        finding(
            FindingState.RESOLVED,
            LeakKind.HEAP,
            ORDERS,
            List.of(new Transition(FindingState.RESOLVED, NOON.plusSeconds(15), "fixed")),
            "1",
            "2");
    board.load(
        List.of(resolved),
        List.of(),
        List.of(),
        List.of(looked("1", ORDERS, ran("1", 10), null), looked("2", ORDERS, ran("2", 20), null)));

    assertThat(board.finding("heap-orders").orElseThrow().running().process()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "HEAP, unclosed_resources, true",
    "METASPACE, staying_class_loaders, true",
    "THREAD, running_executors, true",
    "THREAD, unclosed_resources, false",
    "NATIVE, unclosed_resources, true",
    "NATIVE, staying_class_loaders, false",
    "PAGE_CACHE, unclosed_resources, false"
  })
  void whatIsLeftOpenIsToldWhereItMayBeTheCause(LeakKind kind, String rule, boolean told) {
    board.publish(
        new Change.FindingChanged(finding(FindingState.CONFIRMED, kind, ORDERS, List.of(), "1")));
    board.publish(changed("1", ORDERS, null, opened(10, 5, rule)));

    assertThat(board.finding("heap-orders").orElseThrow().leftOpen() != null).isEqualTo(told);
  }

  private List<Finding> follow() {
    List<Finding> told = new ArrayList<>();
    board.subscribe(
        change -> {
          if (change instanceof Change.FindingChanged(Finding finding)) {
            told.add(finding);
          }
        });
    told.removeIf(finding -> finding.running() == null && finding.leftOpen() == null);
    return told;
  }

  private static Change changed(
      String instance, Workload workload, @Nullable Cited ran, @Nullable RuleFindings rules) {
    return new Change.ProcessChanged(looked(instance, workload, ran, rules));
  }

  private static Cited ran(String instance, int second) {
    return new Cited(
        instance, null, null, NOON.plusSeconds(second), List.of("62 % com.acme.Import.parse"));
  }

  private static RuleFindings opened(int second, int alive) {
    return opened(second, alive, "unclosed_resources");
  }

  private static RuleFindings opened(int second, int alive, String rule) {
    return new RuleFindings(
        NOON.plusSeconds(second),
        List.of(),
        List.of(
            new RuleFindings.Found(
                rule,
                "java.util.zip.Inflater",
                List.of("java.util.zip.Inflater.<init>(A.java:1)", "com.acme.Pack.read(P.java:7)"),
                9,
                1,
                3,
                alive,
                60)));
  }

  private static Finding finding(Workload workload, String... processes) {
    return finding(FindingState.CONFIRMED, LeakKind.HEAP, workload, List.of(), processes);
  }

  private static Finding finding(
      FindingState state,
      LeakKind kind,
      Workload workload,
      List<Transition> transitions,
      String... processes) {
    return new Finding(
        "heap-" + workload.name(),
        state,
        null,
        kind,
        0.9,
        workload,
        Stream.of(processes)
            .map(id -> new ProcessRef(id, null, null, null, null, null, null, null, null))
            .toList(),
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        new Evidence(
            null, null, null, null, null, null, null, null, null, null, List.of(), List.of()),
        transitions,
        "it grows",
        "look");
  }

  private static ProcessInfo process(String instance, Workload workload, ProcessStatus status) {
    return process(instance, workload, status, null, null);
  }

  private static ProcessInfo looked(
      String instance, Workload workload, @Nullable Cited ran, @Nullable RuleFindings rules) {
    return process(instance, workload, ProcessStatus.REPORTING, ran, rules);
  }

  private static ProcessInfo process(
      String instance,
      Workload workload,
      ProcessStatus status,
      @Nullable Cited ran,
      @Nullable RuleFindings rules) {
    return new ProcessInfo(
        instance, workload, status, null, null, null, null, null, null, null, null, null, null,
        null, 15, NOON, NOON, null, null, null, null, List.of(), rules, ran, null);
  }
}

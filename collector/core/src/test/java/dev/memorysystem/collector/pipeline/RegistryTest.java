package dev.memorysystem.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.plan.LookSettings;
import dev.memorysystem.analyzer.plan.When;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.AgentCost;
import dev.memorysystem.collector.api.ClassCensus;
import dev.memorysystem.collector.api.DirectiveOutcome;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.ProcessStatus;
import dev.memorysystem.collector.api.RuleFindings;
import dev.memorysystem.collector.api.StackSamples;
import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.KnownProfile;
import dev.memorysystem.collector.store.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final ProcessRef PROCESS =
      new ProcessRef("i-1", "orders-1", "uid-1", null, 1L, null, null, "7d9f", null);
  private static final Origin AGENT = new Origin(ORDERS, PROCESS, "0.2.0");
  private static final Map<String, Triage> KNOWN =
      Map.of("heap-1", new Triage(TriageState.ACKNOWLEDGED, "fixed in 1.5", null));
  private static final KnownProfile STRICT =
      new KnownProfile("shop", "strict", 0.95, Duration.ofDays(2), KNOWN);

  private final Registry registry = new Registry();

  @Test
  void aProcessIsSilentAfterThreeOfItsIntervals() {
    ProcessInfo process = registry.heard(AGENT, NOON, spoke("running", null, 20.0));
    assertThat(process.at(NOON.plusSeconds(60)).status()).isEqualTo(ProcessStatus.REPORTING);
    ProcessInfo silent = process.at(NOON.plusMillis(60_001));
    assertThat(silent.status()).isEqualTo(ProcessStatus.SILENT);
    assertThat(silent.reason()).contains("nothing came since 2026-03-01T12:00:00Z");
    ProcessInfo again = registry.heard(AGENT, NOON.plusSeconds(80));
    assertThat(again.status()).isEqualTo(ProcessStatus.REPORTING);
    assertThat(again.intervalSeconds()).isEqualTo(20.0);
    assertThat(again.firstSeen()).isEqualTo(NOON);
  }

  @Test
  void aShortIntervalMakesNoProcessSilentSooner() {
    ProcessInfo process = registry.heard(AGENT, NOON, spoke("running", null, 1.0));
    assertThat(process.at(NOON.plusSeconds(45)).status()).isEqualTo(ProcessStatus.REPORTING);
    assertThat(process.at(NOON.plusMillis(45_001)).status()).isEqualTo(ProcessStatus.SILENT);
  }

  @Test
  void processesThatReportNoMoreMakeRoomForNewOnes() {
    for (int i = 0; i < StateStore.MAX_PROCESSES; i++) {
      registry.heard(process("shop", "p-" + i), NOON.plusMillis(i));
    }
    assertThat(registry.takeForgotten()).isEmpty();
    registry.heard(process("shop", "next"), NOON.plusSeconds(46));
    assertThat(registry.takeForgotten())
        .extracting(ProcessInfo::instanceId)
        .hasSize(100)
        .contains("p-0", "p-99")
        .doesNotContain("p-100");
    assertThat(registry.takeForgotten()).isEmpty();
  }

  @Test
  void aNamespaceThatFillsTheRegistryMakesRoomForTheOthers() {
    registry.heard(process("bank", "first"), NOON);
    for (int i = 1; i < StateStore.MAX_PROCESSES; i++) {
      registry.heard(process("shop", "p-" + i), NOON.plusMillis(i));
    }
    Instant soon = NOON.plusSeconds(20);
    assertThat(registry.heard(process("bank", "second"), soon).firstSeen()).isEqualTo(soon);
    assertThat(registry.takeForgotten())
        .hasSize(100)
        .allMatch(process -> process.workload().namespace().equals("shop"));
    assertThat(registry.heard(process("bank", "first"), soon).firstSeen()).isEqualTo(NOON);
    assertThat(registry.heard(process("bank", "second"), soon.plusSeconds(1)).firstSeen())
        .isEqualTo(soon);
  }

  @Test
  void whoComesBackAfterMakingRoomIsNotForgotten() {
    for (int i = 0; i < StateStore.MAX_PROCESSES; i++) {
      registry.heard(process("shop", "p-" + i), NOON.plusMillis(i));
    }
    registry.heard(process("shop", "next"), NOON.plusSeconds(20));
    registry.heard(process("shop", "p-0"), NOON.plusSeconds(20));
    assertThat(registry.takeForgotten())
        .extracting(ProcessInfo::instanceId)
        .hasSize(99)
        .doesNotContain("p-0");
  }

  @Test
  void noIntervalKeepsAProcessReportingForLongerThanTheLongestOfAnAgent() {
    for (double interval : new double[] {1e9, Double.POSITIVE_INFINITY}) {
      ProcessInfo process = registry.heard(AGENT, NOON, spoke("running", null, interval));
      assertThat(process.intervalSeconds()).isEqualTo(3600);
      assertThat(process.at(NOON.plus(Duration.ofHours(3))).status())
          .isEqualTo(ProcessStatus.REPORTING);
      assertThat(process.at(NOON.plus(Duration.ofHours(3)).plusMillis(1)).status())
          .isEqualTo(ProcessStatus.SILENT);
    }
  }

  @Test
  void theSameInstanceOfAnotherNamespaceIsAnotherProcess() {
    registry.heard(AGENT, NOON);
    Origin elsewhere =
        new Origin(new Workload("bank", "Deployment", "orders", "app"), PROCESS, "0.2.0");
    assertThat(registry.heard(elsewhere, NOON.plusSeconds(1)).firstSeen())
        .isEqualTo(NOON.plusSeconds(1));
    assertThat(registry.heard(AGENT, NOON.plusSeconds(2)).firstSeen()).isEqualTo(NOON);
  }

  private static Origin process(String namespace, String instance) {
    return new Origin(
        new Workload(namespace, "Deployment", "orders", "app"),
        new ProcessRef(instance, null, null, null, null, null, null, null, null),
        "0.2.0");
  }

  @Test
  void theIntervalIsTheSendersDefaultUntilItSays() {
    assertThat(registry.heard(AGENT, NOON).intervalSeconds()).isEqualTo(15);
    Origin sdk =
        new Origin(
            ORDERS, new ProcessRef("i-2", null, null, null, null, null, null, null, null), null);
    assertThat(registry.heard(sdk, NOON).intervalSeconds()).isEqualTo(60);
  }

  @Test
  void aDegradedAgentSaysWhyUntilItRecovers() {
    assertThat(registry.heard(AGENT, NOON, spoke("degraded", "no JFR", null)))
        .satisfies(process -> assertThat(process.status()).isEqualTo(ProcessStatus.REPORTING))
        .extracting(ProcessInfo::reason)
        .isEqualTo("no JFR");
    assertThat(registry.heard(AGENT, NOON).reason()).isEqualTo("no JFR");
    assertThat(registry.heard(AGENT, NOON, spoke("running", null, null)).reason()).isNull();
  }

  @Test
  void aStoppedProcessIsNotSilent() {
    ProcessInfo stopped = registry.heard(AGENT, NOON, spoke("stopped", "the JVM exits", null));
    assertThat(stopped.status()).isEqualTo(ProcessStatus.STOPPED);
    assertThat(stopped.at(NOON.plus(Duration.ofHours(1))).status())
        .isEqualTo(ProcessStatus.STOPPED);
  }

  @Test
  void theLastLiveSetIsCarriedOver() {
    registry.heard(AGENT, NOON, liveSet(500L, 900L));
    ProcessInfo process = registry.heard(AGENT, NOON, liveSet(null, 800L));
    assertThat(process.memory().liveSet()).isEqualTo(500);
    assertThat(process.memory().heapUsed()).isEqualTo(800);
  }

  @Test
  void aProfileReachesTheWorkloadsOfItsPodsWhicheverComesFirst() {
    assertThat(registry.seen(pod("uid-1", "strict"))).isEmpty();
    List<DetectionSettings> settings = registry.seen(STRICT, NOON);
    assertThat(settings)
        .containsExactly(new DetectionSettings(ORDERS, NOON, 0.95, Duration.ofDays(2), KNOWN));
    assertThat(registry.seen(STRICT, NOON.plusSeconds(300))).isEmpty();
    assertThat(registry.seen(pod("uid-2", "strict"))).isEmpty();

    Registry other = new Registry();
    assertThat(other.seen(STRICT, NOON)).isEmpty();
    assertThat(other.seen(pod("uid-1", "strict"))).isEqualTo(settings);
  }

  @Test
  void aDeletedProfileLeavesTheDefaults() {
    registry.seen(STRICT, NOON);
    registry.seen(pod("uid-1", "strict"));
    assertThat(registry.gone(STRICT, NOON.plusSeconds(1)))
        .containsExactly(
            new DetectionSettings(
                ORDERS,
                NOON.plusSeconds(1),
                DetectionSettings.DEFAULT_MINIMUM_CONFIDENCE,
                DetectionSettings.DEFAULT_HORIZON,
                Map.of()));
  }

  @Test
  void aPodThatLeavesItsProfileLeavesItsSettings() {
    registry.seen(STRICT, NOON);
    registry.seen(pod("uid-1", "strict"));
    assertThat(registry.seen(pod("uid-1", null)))
        .singleElement()
        .extracting(DetectionSettings::minimumConfidence)
        .isEqualTo(DetectionSettings.DEFAULT_MINIMUM_CONFIDENCE);
  }

  @Test
  void podsOfTwoProfilesLeaveTheWorkloadWithOneWhicheverIsToldLast() {
    registry.seen(STRICT, NOON);
    KnownProfile other = new KnownProfile("shop", "zeal", 0.6, Duration.ofDays(1), Map.of());
    registry.seen(other, NOON);
    assertThat(registry.seen(pod("uid-1", "strict"))).hasSize(1);
    for (int listing = 0; listing < 2; listing++) {
      assertThat(registry.seen(pod("uid-2", "zeal"))).isEmpty();
      assertThat(registry.seen(pod("uid-3", null))).isEmpty();
      assertThat(registry.seen(pod("uid-1", "strict"))).isEmpty();
    }
    registry.gone(pod("uid-1", "strict"));
    assertThat(registry.seen(pod("uid-2", "zeal")))
        .singleElement()
        .extracting(DetectionSettings::minimumConfidence)
        .isEqualTo(0.6);
  }

  @Test
  void aListingCountsThePodsOfAWorkload() {
    registry.seen(pod("uid-1", "strict"));
    registry.seen(pod("uid-1", null));
    registry.seen(pod("uid-2", null));
    assertThat(registry.listed(ORDERS, NOON).pods()).isEqualTo(2);
    registry.gone(pod("uid-1", null));
    registry.gone(pod("uid-2", null));
    assertThat(registry.listed(ORDERS, NOON).pods()).isZero();
  }

  @Test
  void podsTellTheRevisionOfTheirProcessesUntilTheyAreGone() {
    assertThat(registry.of("uid-1")).isNull();
    registry.seen(pod("uid-1", "strict"));
    assertThat(registry.of("uid-1")).isEqualTo("7d9f");
    registry.gone(pod("uid-1", "strict"));
    assertThat(registry.of("uid-1")).isNull();
  }

  @Test
  void anOlderWordOnAPodIsNoNews() {
    registry.seen(pod("uid-1", "strict"));
    KnownPod older =
        new KnownPod(
            "uid-1",
            NOON.minusSeconds(1),
            "shop",
            "Deployment",
            "orders",
            null,
            null,
            List.of("app"));
    assertThat(registry.isNews(older)).isFalse();
    assertThat(registry.isNews(pod("uid-1", "strict"))).isTrue();
  }

  @Test
  void whatWasKnownIsKnownAfterLoading() {
    ProcessInfo process = registry.heard(AGENT, NOON, spoke("running", null, 5.0));
    Registry reloaded = new Registry();
    reloaded.load(
        new StateStore.Snapshot(
            7,
            List.of(),
            List.of(),
            List.of(),
            List.of(process),
            List.of(pod("uid-1", "strict")),
            List.of(STRICT)));
    assertThat(reloaded.of("uid-1")).isEqualTo("7d9f");
    assertThat(reloaded.seen(STRICT, NOON)).isEmpty();
    assertThat(reloaded.gone(STRICT, NOON)).hasSize(1);
    assertThat(reloaded.heard(AGENT, NOON.plusSeconds(9)).intervalSeconds()).isEqualTo(5.0);
  }

  @Test
  void whatAnAgentCostsIsToldOfTheTimeBetweenTwoWords() {
    registry.heard(AGENT, NOON, cost(NOON, 2.0, 0.5));
    ProcessInfo later =
        registry.heard(AGENT, NOON.plusSeconds(100), cost(NOON.plusSeconds(100), 2.5, 0.6));

    assertThat(later.agentCost().cores()).isCloseTo(0.005, within(1e-9));
    assertThat(later.agentCost().walkCores()).isCloseTo(0.001, within(1e-9));
    assertThat(later.agentCost().samplingCores()).isNull();
    assertThat(later.sampler()).isEqualTo("jvmti");
    assertThat(later.plan()).isEqualTo("\"1a\"");
    ProcessInfo heard = registry.heard(AGENT, NOON.plusSeconds(101));
    assertThat(heard.agentCost()).isEqualTo(later.agentCost());
    assertThat(
            registry
                .heard(AGENT, NOON.plusSeconds(101), cost(NOON.plusSeconds(50), 2.2, 0.5))
                .agentCost())
        .as("a late word")
        .isEqualTo(later.agentCost());
  }

  private static Observation.AgentSpoke cost(Instant at, double all, double walks) {
    return new Observation.AgentSpoke(
        AGENT, "running", null, 15.0, AgentCost.of(at, all, null, walks), "jvmti", "\"1a\"");
  }

  @Test
  void ofTheOutcomesOfDirectivesTheNewestFewAreRemembered() {
    for (int i = 0; i < 40; i++) {
      registry.heard(AGENT, NOON, outcome("all/" + i, "failed"));
    }
    ProcessInfo process = registry.heard(AGENT, NOON, outcome("all/30", "done"));

    assertThat(process.directives()).hasSize(24);
    assertThat(process.directives().getFirst().id()).isEqualTo("all/16");
    assertThat(process.directives().getLast()).isEqualTo(outcome("all/30", "done"));
    assertThat(registry.heard(AGENT, NOON).directives()).hasSize(24);
  }

  @Test
  void whatRulesSawIsRememberedUntilTheySeeSomethingElse() {
    var seen =
        new RuleFindings(
            NOON,
            List.of(new RuleFindings.Rule("running_executors", "installed", null, 0.1)),
            List.of());
    assertThat(registry.heard(AGENT, NOON).rules()).isNull();
    registry.heard(AGENT, NOON, seen);
    assertThat(registry.heard(AGENT, NOON).rules()).isEqualTo(seen);
    var later = new RuleFindings(NOON.plusSeconds(60), List.of(), List.of());
    assertThat(registry.heard(AGENT, NOON, later).rules()).isEqualTo(later);
  }

  @Test
  void whatDirectivesFoundIsRememberedInAFewLines() {
    registry.heard(AGENT, NOON, stacks(NOON, "shop.Cart.add(Cart.java:7)"));
    registry.heard(AGENT, NOON, census(NOON.plusSeconds(60), 26_000L));
    registry.heard(AGENT, NOON, stacks(NOON.minusSeconds(60), "shop.Late.come(Late.java:1)"));
    ProcessInfo process = registry.heard(AGENT, NOON, census(NOON.plusSeconds(90), null));

    assertThat(process.running())
        .isEqualTo(
            new Cited(
                AGENT.process().instanceId(),
                AGENT.process().pod(),
                NOON.minusSeconds(30),
                NOON,
                List.of("100 % shop.Cart.add (seen 290 times)")));
    assertThat(process.grownClasses().lines())
        .containsExactly("shop.Order: 400 -> 900 objects, 25.4 KiB -> 58.6 KiB");
    assertThat(process.grownClasses().at()).isEqualTo(NOON.plusSeconds(60));
    assertThat(registry.heard(AGENT, NOON)).isEqualTo(process);
  }

  private static StackSamples stacks(Instant at, String frame) {
    return new StackSamples(
        "default/run",
        at,
        60L,
        30.0,
        300L,
        290L,
        0L,
        0L,
        List.of(new StackSamples.Stack(List.of(frame), 290, 2.5)));
  }

  private static ClassCensus census(Instant at, @Nullable Long previousBytes) {
    return new ClassCensus(
        "default/look",
        at,
        60L,
        1L,
        1L,
        previousBytes == null ? null : 30L,
        List.of(
            new ClassCensus.ClassCount(
                "shop.Order", 900, 60_000, previousBytes == null ? null : 400L, previousBytes)));
  }

  private static DirectiveOutcome outcome(String id, String outcome) {
    return new DirectiveOutcome(id, "class_census", outcome, null, NOON, null, null, null, null);
  }

  @Test
  void whatAgentsMayLookAtIsTheGoverningProfiles() {
    LookSettings looks =
        new LookSettings(When.NEVER, null, When.ALWAYS, 0.002, When.NEVER, Duration.ofSeconds(1));
    assertThat(registry.looks(ORDERS)).isEqualTo(LookSettings.DEFAULT);
    registry.seen(pod("uid-1", "calm"));
    KnownProfile calm =
        new KnownProfile("shop", "calm", 0.5, Duration.ofDays(1), Map.of(), looks, List.of());

    assertThat(registry.seen(calm, NOON)).as("it is told to its workloads").isNotEmpty();
    assertThat(registry.looks(ORDERS)).isEqualTo(looks);
    assertThat(registry.governed()).contains(ORDERS);
    registry.gone(calm, NOON);
    assertThat(registry.looks(ORDERS)).isEqualTo(LookSettings.DEFAULT);
  }

  private static KnownPod pod(String uid, String profile) {
    return new KnownPod(uid, NOON, "shop", "Deployment", "orders", profile, "7d9f", List.of("app"));
  }

  private static Observation.AgentSpoke spoke(String state, String reason, Double interval) {
    return new Observation.AgentSpoke(AGENT, state, reason, interval, null, null, null);
  }

  private static LiveSet liveSet(Long floor, Long used) {
    return new LiveSet(
        ORDERS, PROCESS, NOON, floor, null, null, null, null, used, null, null, null, null, null,
        null, null);
  }
}

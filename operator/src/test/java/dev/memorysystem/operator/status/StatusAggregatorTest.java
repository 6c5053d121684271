package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.Exhaustion;
import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.PodCounts;
import dev.memorysystem.operator.certificate.TestAuthority;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusAggregatorTest {
  private final Scene scene = new Scene();

  @Test
  void aNewProfileWithoutPods() {
    assertThat(lines(next(null)))
        .containsExactly(
            "Ready True Reconciled: ",
            "Injected Unknown NoPods: no pod matches",
            "Collecting Unknown NoPods: no pod is injected",
            "LeakDetected Unknown InsufficientEvidence: nothing is assessed yet");
    assertThat(next(null).observedGeneration()).isEqualTo(3);
    assertThat(next(null).conditions())
        .allSatisfy(
            c -> {
              assertThat(c.getObservedGeneration()).isEqualTo(3);
              assertThat(c.getLastTransitionTime()).isEqualTo("2026-01-01T10:01:00Z");
            });
  }

  @Test
  void everythingIsWell() {
    scene.injected("a").running(Duration.ofSeconds(30)).process("a", "reporting");
    scene.assessment("orders", "no-leak", "flat").assessment("web", "insufficient", "3 samples");

    assertThat(lines(next(null)))
        .containsExactly(
            "Ready True Reconciled: ",
            "Injected True AllInjected: 1 of 1 pods carry the agent",
            "Collecting True AllReporting: 1 pods report",
            "LeakDetected False NoLeak: no leak in Deployment/orders (app); not enough evidence yet"
                + " in Deployment/web (app)");
    assertThat(next(null).pods()).isEqualTo(new PodCounts(1, 1, 1, 0));
    assertThat(next(null).uncovered()).isEmpty();
  }

  @Test
  void equalInputGivesAnEqualStatusAndTheTransitionTimeStays() {
    scene.injected("a").running(Duration.ofSeconds(30)).process("a", "reporting");
    scene.findings.add(Scene.finding("f", "confirmed", 0.9, Duration.ofHours(2)));
    MemoryProfileStatus first = next(null);
    scene.now = scene.now.plusSeconds(600);

    assertThat(next(first)).isEqualTo(first);
  }

  @Test
  void theTransitionTimeMovesWithTheStatusAlone() {
    scene.injected("a").running(Duration.ofSeconds(30)).process("a", "reporting");
    MemoryProfileStatus first = next(null);
    scene.now = scene.now.plusSeconds(100);
    scene.injected("b").running(Duration.ofSeconds(5)).process("b", "reporting");
    MemoryProfileStatus second = next(first);
    scene.pod("c");
    scene.profile.getMetadata().setGeneration(4L);

    MemoryProfileStatus third = next(second);

    assertThat(condition(second, "Injected").getLastTransitionTime())
        .isEqualTo(condition(first, "Injected").getLastTransitionTime());
    assertThat(condition(second, "Injected").getMessage()).startsWith("2 of 2");
    assertThat(condition(third, "Injected").getLastTransitionTime())
        .isEqualTo("2026-01-01T10:02:40Z");
    assertThat(condition(third, "Collecting").getLastTransitionTime())
        .isEqualTo("2026-01-01T10:01:00Z");
    assertThat(third.conditions()).allMatch(c -> c.getObservedGeneration() == 4L);
  }

  @Test
  void aConfirmedLeak() {
    scene.findings.add(Scene.finding("later", "confirmed", 0.99, Duration.ofHours(9)));
    scene.findings.add(Scene.finding("soon", "confirmed", 0.9, Duration.ofHours(2)));
    scene.findings.add(Scene.finding("maybe", "suspected", 0.5, Duration.ofHours(1)));
    scene.findings.add(Scene.finding("gone", "resolved", 0.9, Duration.ofMinutes(1)));

    MemoryProfileStatus status = next(null);

    assertThat(status.findings())
        .extracting(Finding::id)
        .containsExactly("soon", "later", "maybe", "gone");
    assertThat(status.leaks()).isEqualTo(2);
    assertThat(status.worst()).isEqualTo("Session in orders (confirmed)");
    assertThat(status.exhaustedAt()).isEqualTo("2026-01-01T11:00:00Z");
    assertThat(lines(status))
        .contains(
            "LeakDetected True LeakConfirmed: com.example.Session leaks in Deployment/orders (app),"
                + " allocated at com.example.Sessions.open(Sessions.java:42), growing 95.4 MiB an"
                + " hour; memory runs out about 2026-01-01T12:00:00Z. Remove sessions.");
  }

  @Test
  void aSuspectedLeakIsNoLeakYet() {
    scene.findings.add(Scene.finding("maybe", "suspected", 0.5, Duration.ofHours(1)));

    assertThat(condition(next(null), "LeakDetected"))
        .returns("False", Condition::getStatus)
        .returns("LeakSuspected", Condition::getReason);
    assertThat(next(null).leaks()).isZero();
  }

  @Test
  void findingsAreBounded() {
    IntStream.range(0, 50)
        .forEach(
            i ->
                scene.findings.add(
                    Scene.finding("f" + i, "confirmed", 0.9, Duration.ofHours(i + 1))));

    assertThat(next(null).findings()).hasSize(20).first().returns("f0", Finding::id);
    assertThat(next(null).leaks()).as("of those shown").isEqualTo(20);
  }

  @Test
  void figuresThatMoveALittleAreNotWritten() {
    Finding before = Scene.finding("f", "confirmed", 0.90, Duration.ofHours(2));
    scene.findings.add(before);
    MemoryProfileStatus first = next(null);

    replace(assessed(before, 0.93, 110e6, Duration.ofMinutes(110), 300));
    assertThat(next(first)).isEqualTo(first);
    replace(assessed(before, 0.90, 130e6, Duration.ofHours(2), 300));
    assertThat(next(first).findings().getFirst().growthBytesPerHour()).isEqualTo(130e6);
    replace(assessed(before, 0.90, 100e6, Duration.ofMinutes(60), 300));
    assertThat(next(first).exhaustedAt()).isEqualTo("2026-01-01T11:00:00Z");
    replace(assessed(before, 0.99, 100e6, Duration.ofMinutes(60), 30));
    assertThat(next(first)).as("less than a minute later").isEqualTo(first);
  }

  @Test
  void aStateThatChangesIsWrittenAtOnce() {
    scene.findings.add(Scene.finding("f", "suspected", 0.9, Duration.ofHours(2)));
    MemoryProfileStatus first = next(null);
    replace(Scene.finding("f", "confirmed", 0.9, Duration.ofHours(2)));

    assertThat(next(first).leaks()).isEqualTo(1);
  }

  @Test
  void figuresInTheReasonOfAnAssessmentAreSettledToo() {
    scene.assessment("orders", "insufficient", "12 of 30 samples");
    MemoryProfileStatus first = next(null);
    scene.assessments.clear();
    scene.assessment("orders", "insufficient", "13 of 30 samples");
    assertThat(next(first)).isEqualTo(first);
    scene.assessments.clear();
    scene.assessment("orders", "insufficient", "no old-generation cycle");

    assertThat(condition(next(first), "LeakDetected").getMessage())
        .isEqualTo("no old-generation cycle");
  }

  @Test
  void anIgnoredFindingIsShownAndCountsForNothing() {
    for (String spec :
        List.of("{ignore: [{id: known}]}", "{findings: [{id: known, triage: Ignored}]}")) {
      scene.spec(spec);
      replace(Scene.finding("known", "confirmed", 0.9, Duration.ofHours(2)));
      scene.assessment("orders", "leak", "it grows");

      MemoryProfileStatus status = next(null);

      assertThat(status.findings()).singleElement().matches(Finding::ignored);
      assertThat(status.leaks()).isZero();
      assertThat(status.worst()).isNull();
      assertThat(status.exhaustedAt()).isNull();
      assertThat(condition(status, "LeakDetected"))
          .returns("False", Condition::getStatus)
          .returns("LeakIgnored", Condition::getReason)
          .returns(
              "ignored by spec.findings: com.example.Session in Deployment/orders (app)",
              Condition::getMessage);
    }
  }

  @Test
  void anAcknowledgedLeakStaysDetectedAndSaysSo() {
    scene.spec(
        "{findings: [{id: known, triage: Acknowledged, reason: fixed in 1.5, until:"
            + " '2026-12-31T00:00:00Z'}]}");
    scene.findings.add(Scene.finding("known", "confirmed", 0.9, Duration.ofHours(2)));

    MemoryProfileStatus status = next(null);

    assertThat(status.leaks()).isEqualTo(1);
    assertThat(status.worst()).isEqualTo("Session in orders (confirmed, acknowledged)");
    assertThat(condition(status, "LeakDetected").getStatus()).isEqualTo("True");
    assertThat(condition(status, "LeakDetected").getReason()).isEqualTo("LeakAcknowledged");
    assertThat(condition(status, "LeakDetected").getMessage())
        .startsWith(
            "acknowledged until 2026-12-31T00:00:00Z (fixed in 1.5): com.example.Session leaks");
    assertThat(next(status)).isEqualTo(status);
  }

  @Test
  void whatIsNewGoesBeforeWhatIsKnown() {
    scene.spec(
        "{findings: [{id: a, triage: Acknowledged}, {id: b, triage: Ignored},"
            + " {id: e, triage: Acknowledged}]}");
    scene.findings.add(Scene.finding("a", "confirmed", 0.99, Duration.ofMinutes(9)));
    scene.findings.add(Scene.finding("b", "confirmed", 0.99, Duration.ofMinutes(9)));
    scene.findings.add(Scene.finding("c", "resolved", 0.9, Duration.ofHours(2)));
    scene.findings.add(Scene.finding("d", "suspected", 0.9, Duration.ofHours(2)));
    scene.findings.add(Scene.finding("e", "suspected", 0.9, Duration.ofHours(2)));
    scene.findings.add(Scene.finding("f", "confirmed", 0.8, Duration.ofHours(9)));

    assertThat(next(null).findings())
        .extracting(Finding::id)
        .containsExactly("f", "a", "d", "e", "c", "b");
    assertThat(condition(next(null), "LeakDetected").getReason()).isEqualTo("LeakConfirmed");
  }

  @Test
  void whatAPersonMadeOfAFindingEndsInItsTime() {
    Instant until = scene.now.plusSeconds(60);
    scene.spec("{findings: [{id: known, triage: Ignored, until: '" + until + "'}]}");
    scene.findings.add(Scene.finding("known", "confirmed", 0.9, Duration.ofHours(2)));
    MemoryProfileStatus before = next(null);
    assertThat(before.leaks()).isZero();

    scene.now = until;
    MemoryProfileStatus after = next(before);

    assertThat(after.leaks()).isEqualTo(1);
    assertThat(after.findings().getFirst().triage()).isNull();
    assertThat(condition(after, "LeakDetected").getReason()).isEqualTo("LeakConfirmed");
  }

  @Test
  void anUnknownIdIsSaidAndFailsNothing() {
    scene.spec("{findings: [{id: known, triage: Ignored}, {id: typo, triage: Acknowledged}]}");
    scene.findings.add(Scene.finding("known", "confirmed", 0.9, Duration.ofHours(2)));
    scene.injected("a");

    assertThat(condition(next(null), "Ready"))
        .returns("True", Condition::getStatus)
        .returns("UnknownFindings", Condition::getReason)
        .returns(
            "spec.findings names what is no finding of this profile, or no longer: typo; compare"
                + " with status.findings, or remove it",
            Condition::getMessage);
    scene.spec("{findings: [{id: known, triage: Ignored}]}");
    assertThat(condition(next(null), "Ready").getReason()).isEqualTo("Reconciled");
  }

  @Test
  void anOlderProfileThatHasAllPodsIsSaidBeforeUnknownIds() {
    scene.spec("{findings: [{id: typo, triage: Ignored}]}");
    scene.taken = 1;
    assertThat(condition(next(null), "Ready").getReason()).isEqualTo("PodsTaken");

    scene.injected("a");

    assertThat(condition(next(null), "Ready").getReason()).isEqualTo("UnknownFindings");
  }

  @Test
  void anIgnoredSuspicionLeavesWhatIsSaidOfTheWorkload() {
    scene.spec("{findings: [{id: known, triage: Ignored}]}");
    scene.findings.add(Scene.finding("known", "suspected", 0.6, Duration.ofHours(2)));
    scene.assessment("cart", "no-leak", "flat");
    scene.assessment("orders", "insufficient", "a leak is suspected");

    assertThat(condition(next(null), "LeakDetected"))
        .returns("NoLeak", Condition::getReason)
        .returns(
            "no leak in Deployment/cart (app); not enough evidence yet in Deployment/orders (app)",
            Condition::getMessage);
  }

  @Test
  void withoutTheCollectorTheLastFindingsStay() {
    scene.injected("a").running(Duration.ofMinutes(10)).process("a", "reporting");
    scene.findings.add(Scene.finding("f", "confirmed", 0.9, Duration.ofHours(2)));
    MemoryProfileStatus first = next(null);
    scene.findings.clear();
    scene.processes.clear();
    scene.everSynced = false;
    scene.lostAt = Optional.of(scene.now);

    MemoryProfileStatus second = next(first);

    assertThat(second.findings()).isEqualTo(first.findings());
    assertThat(second.pods()).isEqualTo(new PodCounts(1, 1, 1, 0));
    assertThat(second.uncovered()).isEmpty();
    assertThat(lines(second))
        .contains("Collecting Unknown CollectorUnavailable: no connection to the collector");
    assertThat(condition(second, "Ready"))
        .returns("False", Condition::getStatus)
        .returns("CollectorUnavailable", Condition::getReason);
    assertThat(condition(second, "LeakDetected").getStatus()).isEqualTo("True");
  }

  @Test
  void aCollectorThatIsAwayForSecondsIsNotMentioned() {
    scene.lostAt = Optional.of(scene.now.minusSeconds(20));
    assertThat(condition(next(null), "Ready").getStatus()).isEqualTo("True");
    scene.lostAt = Optional.of(scene.now.minusSeconds(61));
    assertThat(condition(next(null), "Ready").getStatus()).isEqualTo("False");
  }

  @Test
  void aSelectorThatMakesNoSense() {
    scene.spec("{selector: {matchExpressions: [{key: app, operator: In}]}}");
    assertThat(lines(next(null)))
        .contains(
            "Ready False SelectorInvalid: spec.selector makes no sense: In needs values: {key: app,"
                + " operator: In, values: [a, b]}");
  }

  @Test
  void podsOfAnOlderProfile() {
    scene.taken = 2;
    assertThat(condition(next(null), "Ready"))
        .returns("False", Condition::getStatus)
        .returns("PodsTaken", Condition::getReason);
    scene.injected("a");

    assertThat(lines(next(null)))
        .contains(
            "Ready True Reconciled: 2 of the pods that match belong to the older profile older");
  }

  @Test
  void agentsSwitchedOff() {
    scene.spec("{agents: {java: {enabled: false}}}").pod("a");

    assertThat(condition(next(null), "Injected").getReason()).isEqualTo("AgentDisabled");
    assertThat(gaps(next(null))).containsExactly("a AgentDisabled");
  }

  @Test
  void anUnlabelledNamespace() {
    scene.labelled = false;
    assertThat(lines(next(null)))
        .contains(
            "Injected False NamespaceNotLabelled: label the namespace, then restart its pods:"
                + " kubectl label namespace shop memory-system.dev/injection=enabled");
    scene.injected("by-hand").running(Duration.ofSeconds(1)).process("by-hand", "reporting");

    assertThat(condition(next(null), "Injected").getStatus()).isEqualTo("True");
  }

  @Test
  void podsThatAreNotInjected() {
    scene.pod("optedout", "memory-system.dev/inject", "false");
    scene.pod("missed");
    scene.pod(
        "partly", "memory-system.dev/injected", "1", "memory-system.dev/skipped", "x=MountTaken");
    scene.pod("whole", "memory-system.dev/skipped", "app=ValueFrom");
    scene.pod("old").getMetadata().setCreationTimestamp(Scene.START.toString());

    MemoryProfileStatus status = next(null);

    assertThat(gaps(status))
        .containsExactly(
            "missed WebhookMissed",
            "old StartedBeforeLabel",
            "partly NotReportingYet",
            "partly/x MountTaken",
            "whole/app ValueFrom",
            "optedout OptedOut");
    assertThat(condition(status, "Injected").getMessage())
        .isEqualTo(
            "4 of 5 pods are not injected, or not in every container: missed (WebhookMissed), old"
                + " (StartedBeforeLabel), partly (MountTaken), …");
    assertThat(status.pods()).isEqualTo(new PodCounts(5, 1, 0, 0));
  }

  @Test
  void withoutADefaultProfilePodsBeforeTheProfileWereLeftAlone() {
    scene.hasDefault = false;
    scene.pod("old").getMetadata().setCreationTimestamp(Scene.START.plusSeconds(20).toString());
    scene.pod("new");

    assertThat(gaps(next(null))).containsExactly("new WebhookMissed", "old StartedBeforeProfile");
  }

  @Test
  void onlyOptedOutPodsIsAsWanted() {
    scene.pod("a", "memory-system.dev/inject", "false");

    assertThat(lines(next(null)))
        .contains("Injected True AllInjected: 0 of 1 pods carry the agent");
  }

  @Test
  void injectedPodsThatDoNotReport() {
    scene.injected("starting");
    scene.injected("young").running(Duration.ofSeconds(30));
    scene.injected("go").running(Duration.ofMinutes(3));
    scene.injected("fine").running(Duration.ofMinutes(3)).process("fine", "reporting");

    MemoryProfileStatus status = next(null);

    assertThat(gaps(status))
        .containsExactly(
            "go NoSupportedRuntime", "starting NotReportingYet", "young NotReportingYet");
    assertThat(status.pods()).isEqualTo(new PodCounts(4, 4, 1, 1));
    assertThat(lines(status))
        .contains(
            "Collecting Unknown WaitingForPods: 2 of 4 injected pods have not reported yet: starting"
                + " (NotReportingYet), young (NotReportingYet)");
    scene.pods.remove(0);
    scene.pods.remove(0);
    assertThat(lines(next(status)))
        .contains("Collecting True AllReporting: 1 pods report, 1 have no supported runtime");
    scene.processes.clear();
    assertThat(condition(next(status), "Collecting"))
        .returns("Unknown", Condition::getStatus)
        .returns("NoSupportedRuntime", Condition::getReason);
  }

  @Test
  void aSilentAgent() {
    scene.injected("a").running(Duration.ofMinutes(3)).process("a", "silent");
    scene.injected("b").running(Duration.ofSeconds(10)).process("b", "stopped");

    MemoryProfileStatus status = next(null);

    assertThat(gaps(status)).containsExactly("a AgentSilent", "b NotReportingYet");
    assertThat(status.uncovered().getFirst().message()).isEqualTo("silent since noon");
    assertThat(lines(status))
        .contains(
            "Collecting False PodsNotReporting: 1 of 2 injected pods no longer report: a"
                + " (AgentSilent)");
  }

  @Test
  void podsThatTheCollectorsNewAuthorityCutOff() throws Exception {
    scene.authorities = Optional.of(new TestAuthority().pem());
    scene.pod(
        "old",
        "memory-system.dev/injected",
        "0.2.0",
        "memory-system.dev/ca",
        new TestAuthority().pem());
    scene.running(Duration.ofMinutes(3)).process("old", "silent");
    scene.injected("new").running(Duration.ofSeconds(30)).process("new", "reporting");

    MemoryProfileStatus status = next(null);

    assertThat(gaps(status)).containsExactly("old AuthorityReplaced");
    assertThat(status.uncovered().getFirst().message()).contains("restart it");
    assertThat(lines(status))
        .contains(
            "Collecting False AuthorityReplaced: restart these pods, they trust an older authority"
                + " than the collector has now; 1 of 2: old (AuthorityReplaced)");
    assertThat(lines(status)).contains("Injected True AllInjected: 2 of 2 pods carry the agent");
  }

  private MemoryProfileStatus next(MemoryProfileStatus before) {
    return StatusAggregator.next(scene.observed(), before);
  }

  private void replace(Finding finding) {
    scene.findings.clear();
    scene.findings.add(finding);
  }

  private static Finding assessed(
      Finding f, double confidence, double growth, Duration left, long seconds) {
    Exhaustion e = f.exhaustion();
    return new Finding(
        f.id(),
        f.state(),
        f.triage(),
        f.kind(),
        confidence,
        f.workload(),
        f.processes(),
        f.firstSeen(),
        f.lastSeen(),
        f.type(),
        f.allocationSite(),
        f.holder(),
        f.retainedPath(),
        f.growingContainer(),
        growth,
        f.shareOfGrowth(),
        new Exhaustion(
            e.limit(),
            null,
            Scene.START.plus(left).toString(),
            null,
            Scene.START.plusSeconds(55 + seconds).toString()),
        f.evidence(),
        f.transitions(),
        f.reason(),
        f.recommendation());
  }

  private static List<String> lines(MemoryProfileStatus status) {
    return status.conditions().stream()
        .map(c -> c.getType() + " " + c.getStatus() + " " + c.getReason() + ": " + c.getMessage())
        .toList();
  }

  private static List<String> gaps(MemoryProfileStatus status) {
    return status.uncovered().stream()
        .map(g -> g.pod() + (g.container() == null ? "" : "/" + g.container()) + " " + g.reason())
        .toList();
  }

  private static Condition condition(MemoryProfileStatus status, String type) {
    return status.conditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }
}

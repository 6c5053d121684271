package dev.memorysystem.operator.status;

import static dev.memorysystem.operator.status.Conditions.Verdict.isFalse;
import static dev.memorysystem.operator.status.Conditions.Verdict.isTrue;
import static dev.memorysystem.operator.status.Conditions.Verdict.unknown;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.crd.UncoveredPod;
import dev.memorysystem.injection.Names;
import dev.memorysystem.injection.SkipReason;
import dev.memorysystem.operator.cluster.Selectors;
import dev.memorysystem.operator.collector.CollectorView;
import dev.memorysystem.operator.collector.ReportedAssessment;
import dev.memorysystem.operator.collector.ReportedProcess;
import dev.memorysystem.operator.status.Conditions.Verdict;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a profile's status: from what was observed and the status before, the status to
 * store. Equal input gives an equal status, so that nothing is written for nothing.
 */
public final class StatusAggregator {
  /** A collector that restarts is back within it. */
  private static final Duration COLLECTOR_AWAY = Duration.ofMinutes(1);

  /** Pods and workloads a message names. */
  private static final int NAMED = 3;

  private final Observed observed;
  private final MemoryProfileStatus before;
  private final Coverage coverage;
  private final List<Finding> findings;

  private StatusAggregator(Observed observed, MemoryProfileStatus before) {
    this.observed = observed;
    this.before = before;
    this.coverage = Coverage.of(observed);
    this.findings =
        Findings.toShow(
            observed.collector().everSynced() ? observed.collector().findings() : before.findings(),
            before.findings(),
            observed.profile().getSpec(),
            observed.now());
  }

  /**
   * @param stored the status as it is; absent in a new profile
   */
  public static MemoryProfileStatus next(Observed observed, @Nullable MemoryProfileStatus stored) {
    return new StatusAggregator(observed, stored == null ? empty() : stored).status();
  }

  @SuppressWarnings("NullAway") // the lists of a record of ours turn null into empty
  private static MemoryProfileStatus empty() {
    return new MemoryProfileStatus(null, null, null, null, null, null, null, null, null);
  }

  private MemoryProfileStatus status() {
    List<Finding> open = open().toList();
    Long generation = observed.profile().getMetadata().getGeneration();
    Conditions conditions =
        new Conditions(before.conditions(), generation, observed.now())
            .set(ConditionType.Ready, ready())
            .set(ConditionType.Injected, injected())
            .set(ConditionType.Collecting, collecting())
            .set(ConditionType.LeakDetected, leakDetected());
    observed
        .rollout()
        .ifPresent(rollout -> conditions.set(ConditionType.RolledOut, RolloutVerdict.of(rollout)));
    return new MemoryProfileStatus(
        generation,
        conditions.list(),
        isBlind() ? before.pods() : coverage.counts(),
        (int) open.stream().filter(Finding::confirmed).count(),
        open.stream().findFirst().map(FindingText::brief).orElse(null),
        open.stream()
            .flatMap(finding -> Findings.exhaustedAt(finding).stream())
            .min(Comparator.naturalOrder())
            .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
            .orElse(null),
        isBlind() ? before.uncovered() : coverage.uncovered(),
        findings,
        observed.rollout().orElse(null),
        isBlind() ? before.agents() : AgentsHealth.of(reporting(), before.agents()),
        isBlind()
            ? before.directives()
            : Directives.of(observed.profile(), observed.collector().processes()));
  }

  private List<ReportedProcess> reporting() {
    Set<String> uids =
        observed.pods().stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
    return observed.collector().processes().stream()
        .filter(ReportedProcess::reports)
        .filter(process -> process.podUid() != null && uids.contains(process.podUid()))
        .toList();
  }

  private Verdict ready() {
    Optional<String> flaw = Selectors.flaw(observed.profile().getSpec().selector());
    if (flaw.isPresent()) {
      return isFalse(
          Reason.SelectorInvalid, "spec.selector makes no sense: %s".formatted(flaw.get()));
    }
    if (collectorIsAway()) {
      return isFalse(
          Reason.CollectorUnavailable,
          "no connection to the collector; findings may be out of date and new ones are missing");
    }
    Set<String> unknown = unknownFindings();
    if (!unknown.isEmpty() && (observed.taken() == 0 || !observed.pods().isEmpty())) {
      return isTrue(
          Reason.UnknownFindings,
          "spec.findings names what is no finding of this profile, or no longer: %s; compare with"
                  .formatted(some(List.copyOf(unknown)))
              + " status.findings, or remove it");
    }
    if (observed.taken() == 0) {
      return isTrue(Reason.Reconciled, "");
    }
    String older = observed.takenBy().orElse("");
    return observed.pods().isEmpty()
        ? isFalse(
            Reason.PodsTaken,
            "all %d pods that match belong to the older profile %s"
                .formatted(observed.taken(), older))
        : isTrue(
            Reason.Reconciled,
            "%d of the pods that match belong to the older profile %s"
                .formatted(observed.taken(), older));
  }

  private Set<String> unknownFindings() {
    Set<String> unknown = new TreeSet<>();
    observed.profile().getSpec().triagedFindings().forEach(said -> unknown.add(said.id()));
    observed.collector().findings().forEach(finding -> unknown.remove(finding.id()));
    return unknown;
  }

  /** Findings that call for someone, or did and are known. */
  private Stream<Finding> open() {
    return findings.stream().filter(finding -> !finding.resolved() && !finding.ignored());
  }

  private Verdict injected() {
    int pods = coverage.counts().matched();
    if (!observed.profile().getSpec().agents().java().enabled()) {
      return isFalse(Reason.AgentDisabled, SkipReason.AgentDisabled.message());
    }
    if (!observed.labelled() && coverage.counts().injected() < Math.max(pods, 1)) {
      return isFalse(
          Reason.NamespaceNotLabelled,
          "label the namespace, then restart its pods: kubectl label namespace %s %s=%s"
              .formatted(
                  observed.profile().getMetadata().getNamespace(),
                  Names.INJECTION_LABEL,
                  Names.ENABLED));
    }
    if (pods == 0) {
      return unknown(Reason.NoPods, "no pod matches");
    }
    Optional<Reason> trouble = coverage.trouble();
    if (trouble.isPresent()) {
      return isFalse(
          trouble.get(),
          "%d of %d pods are not injected or cannot start: %s; %s"
              .formatted(
                  coverage.notInjected(),
                  pods,
                  names(this::lacksInjection),
                  SkipReason.valueOf(trouble.get().name()).message()));
    }
    if (coverage.notInjected() > 0) {
      return isFalse(
          Reason.PodsNotInjected,
          "%d of %d pods are not injected, or not in every container: %s"
              .formatted(coverage.notInjected(), pods, names(this::lacksInjection)));
    }
    return isTrue(
        Reason.AllInjected,
        "%d of %d pods carry the agent".formatted(coverage.counts().injected(), pods));
  }

  private Verdict collecting() {
    if (collectorIsAway()) {
      return unknown(Reason.CollectorUnavailable, "no connection to the collector");
    }
    int injected = coverage.counts().injected();
    int reporting = coverage.counts().reporting();
    if (injected == 0) {
      return unknown(Reason.NoPods, "no pod is injected");
    }
    if (coverage.cutOff() > 0) {
      return isFalse(
          Reason.AuthorityReplaced,
          "restart these pods, they trust an older authority than the collector has now; %d of %d: %s"
              .formatted(coverage.cutOff(), injected, names(is(Reason.AuthorityReplaced))));
    }
    if (coverage.silent() > 0) {
      return isFalse(
          Reason.PodsNotReporting,
          "%d of %d injected pods no longer report: %s"
              .formatted(coverage.silent(), injected, names(is(Reason.AgentSilent))));
    }
    if (coverage.waiting() > 0) {
      return unknown(
          Reason.WaitingForPods,
          "%d of %d injected pods have not reported yet: %s"
              .formatted(coverage.waiting(), injected, names(is(Reason.NotReportingYet))));
    }
    if (reporting == 0) {
      return unknown(
          Reason.NoSupportedRuntime,
          "no process of any injected pod ever reported: no supported runtime, or the agent could"
              + " not start");
    }
    return isTrue(
        Reason.AllReporting,
        coverage.counts().unsupported() == 0
            ? "%d pods report".formatted(reporting)
            : "%d pods report, %d have no supported runtime"
                .formatted(reporting, coverage.counts().unsupported()));
  }

  private Verdict leakDetected() {
    Optional<Finding> worst = open().findFirst();
    if (worst.isPresent()) {
      return leakDetected(worst.get());
    }
    CollectorView.Snapshot collector = observed.collector();
    if (!collector.everSynced()) {
      return unknown(Reason.CollectorUnavailable, "no connection to the collector");
    }
    List<ReportedAssessment> clean = assessments("no-leak");
    List<ReportedAssessment> open = assessments("insufficient");
    List<String> ignored =
        findings.stream()
            .filter(finding -> finding.ignored() && finding.confirmed())
            .map(FindingText::subjectAndOwner)
            .toList();
    if (!ignored.isEmpty()) {
      return isFalse(Reason.LeakIgnored, "ignored by spec.findings: " + some(ignored));
    }
    if (clean.isEmpty()) {
      return unknown(
              Reason.InsufficientEvidence,
              open.isEmpty() ? "nothing is assessed yet" : open.getFirst().reason())
          .withMovingFigures();
    }
    String message =
        "no leak in "
            + owners(clean)
            + (open.isEmpty() ? "" : "; not enough evidence yet in " + owners(open));
    return isFalse(Reason.NoLeak, message);
  }

  private static Verdict leakDetected(Finding worst) {
    if (!worst.confirmed()) {
      return isFalse(Reason.LeakSuspected, "not confirmed yet: " + FindingText.full(worst));
    }
    return worst.acknowledged()
        ? isTrue(
            Reason.LeakAcknowledged, FindingText.triage(worst) + ": " + FindingText.full(worst))
        : isTrue(Reason.LeakConfirmed, FindingText.full(worst));
  }

  private List<ReportedAssessment> assessments(String verdict) {
    return observed.collector().assessments().stream()
        .filter(assessment -> assessment.verdict().equals(verdict))
        .sorted(Comparator.comparing(assessment -> FindingText.owner(assessment.workload())))
        .toList();
  }

  private static String owners(List<ReportedAssessment> assessments) {
    return some(assessments.stream().map(a -> FindingText.owner(a.workload())).toList());
  }

  private String names(Predicate<UncoveredPod> which) {
    return some(
        coverage.uncovered().stream()
            .filter(which)
            .map(gap -> "%s (%s)".formatted(gap.pod(), gap.reason()))
            .distinct()
            .toList());
  }

  private static String some(List<String> names) {
    String some = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED ? some + ", …" : some;
  }

  private boolean lacksInjection(UncoveredPod gap) {
    Reason reason = Reason.valueOf(gap.reason());
    return !reason.isIntended() && reason.compareTo(Reason.NotReportingYet) < 0;
  }

  private static Predicate<UncoveredPod> is(Reason reason) {
    return gap -> gap.reason().equals(reason.name());
  }

  /** An operator that has never heard of the collector does not know which pods report. */
  private boolean isBlind() {
    return !observed.collector().everSynced() && before.pods() != null;
  }

  private boolean collectorIsAway() {
    CollectorView.Snapshot collector = observed.collector();
    return !collector.everSynced()
        || collector
            .lostAt()
            .filter(lost -> lost.plus(COLLECTOR_AWAY).isBefore(observed.now()))
            .isPresent();
  }
}

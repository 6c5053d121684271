package dev.memorysystem.operator.rollout;

import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.RolloutWorkload;
import dev.memorysystem.injection.AgentSettings;
import dev.memorysystem.injection.Injection;
import dev.memorysystem.injection.InjectionResult;
import dev.memorysystem.injection.PodWorkload;
import dev.memorysystem.operator.status.Observed;
import dev.memorysystem.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks workloads up and decides about them. A decision is remembered while pods and profile stay
 * as they are, so that a profile at rest asks nothing of the API server.
 */
@Singleton
final class Assessor {
  private static final Duration SETTLED = Duration.ofMinutes(10);
  private static final Duration REFUSED = Duration.ofMinutes(5);
  private static final Duration OPEN = Duration.ofSeconds(30);

  private static final Set<String> REVISION_LABELS =
      Set.of("pod-template-hash", "controller-revision-hash");

  private final RolloutApi api;
  private final Injection injection;
  private final AgentSettings settings;
  private final Map<String, Remembered> memory = new ConcurrentHashMap<>();
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();

  Assessor(RolloutApi api, Injection injection, AgentSettings settings) {
    this.api = api;
    this.injection = injection;
    this.settings = settings;
  }

  /**
   * @param object absent when it was not looked up, or cannot be restarted
   * @param ended the revision whose restart ended well, or was undone by others: for the status to
   *     keep while it waits or is refused for another
   */
  record Assessed(
      PodWorkload workload,
      List<Pod> pods,
      Optional<ManagedWorkload> object,
      Optional<String> ended,
      Verdict verdict) {
    /** The revision whose restart ended well, where that does not stand on the workload yet. */
    Optional<String> unnoted() {
      return hasEnded(verdict)
          ? object
              .filter(found -> !found.ended().equals(found.presentRevision()))
              .flatMap(ManagedWorkload::presentRevision)
          : Optional.empty();
    }

    Assessed with(Verdict other) {
      return new Assessed(workload, pods, object, ended, other);
    }

    String name() {
      return workload.kind() + "/" + workload.name();
    }
  }

  private record Remembered(Object about, Optional<String> ended, Verdict verdict, Instant until) {}

  private record Progress(String revision, List<Integer> figures, Instant since) {}

  /**
   * @param recorded what the status says of it
   * @param anew whatever is remembered
   * @return empty when the workload is gone, or nobody wants it restarted
   */
  Optional<Assessed> assess(
      Observed observed,
      PodWorkload workload,
      List<Pod> pods,
      Optional<RolloutWorkload> recorded,
      boolean anew) {
    if (!RolloutApi.isRestartable(workload)) {
      return byHand(observed, workload, pods);
    }
    String key = key(observed.profile(), workload);
    Object about = List.of(observed.profile().getSpec(), summary(pods));
    Remembered before = memory.get(key);
    if (!anew
        && before != null
        && before.about().equals(about)
        && before.until().isAfter(observed.now())) {
      return Optional.of(
          new Assessed(workload, pods, Optional.empty(), before.ended(), before.verdict()));
    }
    Optional<Assessed> assessed = lookUp(observed, workload, pods, recorded);
    assessed.ifPresentOrElse(
        it -> remember(key, about, it, observed.now()),
        () -> {
          memory.remove(key);
          progress.remove(key);
        });
    return assessed;
  }

  /** A dry run refused it: for a while it is not asked again. */
  Assessed remember(Observed observed, Assessed assessed, Verdict verdict) {
    Assessed decided = assessed.with(verdict);
    remember(
        key(observed.profile(), assessed.workload()),
        List.of(observed.profile().getSpec(), summary(assessed.pods())),
        decided,
        observed.now());
    return decided;
  }

  /** A pod as the workload's controller would make it, as far as injection can say. */
  static Pod newPod(Assessed assessed) {
    return TemplatePod.of(assessed.object().orElseThrow(), assessed.pods().getFirst());
  }

  private Optional<Assessed> lookUp(
      Observed observed, PodWorkload workload, List<Pod> pods, Optional<RolloutWorkload> recorded) {
    String namespace = observed.profile().getMetadata().getNamespace();
    return api.find(namespace, workload)
        .map(
            found -> {
              History history = new History(recorded, found.ended());
              Verdict verdict = verdict(observed, workload, found, pods, history);
              return new Assessed(
                  workload, pods, Optional.of(found), ended(found, verdict, history), verdict);
            });
  }

  /** A restart of the present template that is not under way has ended. */
  private static Optional<String> ended(ManagedWorkload found, Verdict verdict, History history) {
    if (!hasEnded(verdict)) {
      return Optional.empty();
    }
    return found
        .presentRevision()
        .or(
            () ->
                history
                    .tried()
                    .filter(
                        revision ->
                            history.hasEnded(revision)
                                || !found.restartedFor().equals(Optional.of(revision))));
  }

  private static boolean hasEnded(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Restarting restarting -> false;
      case Verdict.Overdue overdue -> false;
      case Verdict.Failed failed -> false;
      case Verdict.Current current -> true;
      case Verdict.Refused refused -> true;
      case Verdict.Waiting waiting -> true;
      case Verdict.Ready ready -> true;
    };
  }

  private Verdict verdict(
      Observed observed,
      PodWorkload workload,
      ManagedWorkload found,
      List<Pod> pods,
      History history) {
    Duration quiet = quiet(key(observed.profile(), workload), found, observed.now());
    if (pods.isEmpty()) {
      return Assessment.outside(found, pods, history, quiet)
          .orElseGet(() -> new Verdict.Current(found.restartedFor()));
    }
    String namespace = observed.profile().getMetadata().getNamespace();
    Pod template = TemplatePod.of(found, pods.getFirst());
    InjectionResult planned =
        injection.plan(template, namespace, Optional.of(observed.profile().getSpec()));
    Supplier<List<PodDisruptionBudget>> budgets = () -> api.budgets(namespace);
    return new Assessment(found, pods, planned, template, budgets, history, quiet).verdict();
  }

  private Duration quiet(String key, ManagedWorkload found, Instant now) {
    String revision = found.restartedFor().orElse("");
    Progress latest =
        progress.compute(
            key,
            (k, before) ->
                before != null
                        && before.revision().equals(revision)
                        && before.figures().equals(found.progress())
                    ? before
                    : new Progress(revision, found.progress(), now));
    return Duration.between(latest.since(), now);
  }

  /** Jobs end by themselves; everything else without a template of its own is only reported. */
  private Optional<Assessed> byHand(Observed observed, PodWorkload workload, List<Pod> pods) {
    if (workload.kind().equals("Job") || workload.kind().equals("CronJob")) {
      return Optional.empty();
    }
    return pods.stream()
        .filter(pod -> isOutdated(pod, observed.profile()))
        .findFirst()
        .map(
            pod ->
                new Assessed(
                    workload,
                    pods,
                    Optional.empty(),
                    Optional.empty(),
                    Verdict.refused(
                        "NotRestartable",
                        workload.kind().equals("Pod")
                            ? "no controller would bring it back; delete it and create it again"
                            : "pods of a %s are not restarted; delete them yourself, one by one"
                                .formatted(workload.kind()))));
  }

  private boolean isOutdated(Pod pod, MemoryProfile profile) {
    String version = Fingerprint.of(pod).settings().get("");
    return !settings.version().equals(version)
        && !Fingerprint.BY_HAND.equals(version)
        && Injection.skipReason(pod, Optional.of(profile.getSpec()))
            .filter(reason -> Reason.of(reason).isIntended())
            .isEmpty();
  }

  private void remember(String key, Object about, Assessed assessed, Instant now) {
    Verdict verdict = assessed.verdict();
    Optional<String> revision = assessed.ended();
    memory.values().removeIf(it -> it.until().isBefore(now));
    switch (verdict) {
      case Verdict.Current current ->
          memory.put(key, new Remembered(about, revision, verdict, now.plus(SETTLED)));
      case Verdict.Refused refused ->
          memory.put(key, new Remembered(about, revision, verdict, now.plus(REFUSED)));
      case Verdict.Waiting waiting ->
          memory.put(key, new Remembered(about, revision, verdict, now.plus(OPEN)));
      case Verdict.Ready ready ->
          memory.put(key, new Remembered(about, revision, verdict, now.plus(OPEN)));
      case Verdict.Restarting restarting -> memory.remove(key);
      case Verdict.Overdue overdue -> memory.remove(key);
      case Verdict.Failed failed -> memory.remove(key);
    }
  }

  private static Set<List<Object>> summary(List<Pod> pods) {
    return pods.stream()
        .map(
            pod ->
                List.<Object>of(
                    revision(pod),
                    Fingerprint.of(pod),
                    Marks.read(pod.getMetadata(), Marks.ROLLOUT).orElse("")))
        .collect(Collectors.toSet());
  }

  private static String revision(Pod pod) {
    Map<String, String> labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
    return REVISION_LABELS.stream()
        .map(labels::get)
        .filter(Objects::nonNull)
        .collect(Collectors.joining());
  }

  private static String key(MemoryProfile profile, PodWorkload workload) {
    return profile.getMetadata().getUid() + "/" + workload.kind() + "/" + workload.name();
  }
}

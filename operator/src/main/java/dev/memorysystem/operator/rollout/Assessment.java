package dev.memorysystem.operator.rollout;

import dev.memorysystem.injection.InjectionResult;
import dev.memorysystem.injection.SkipReason;
import dev.memorysystem.operator.status.Reason;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Decides about one workload from what is known of it.
 *
 * @param pods those that run, at least one
 * @param planned what injection would do to a pod of its template
 * @param template that pod
 * @param history what is known of its restarts
 * @param quiet how long nothing has changed in its controller's figures
 */
record Assessment(
    ManagedWorkload workload,
    List<Pod> pods,
    InjectionResult planned,
    Pod template,
    Supplier<List<PodDisruptionBudget>> budgets,
    History history,
    Duration quiet) {
  /** Without progress; what Deployments have unless told otherwise (progressDeadlineSeconds). */
  private static final Duration PROGRESS_DEADLINE = Duration.ofSeconds(600);

  /** Why it is refused when something reverted the pod template. */
  static final String UNDONE = "Undone";

  /** In which informers hear of pods that are gone. */
  private static final Duration HEARD = Duration.ofMinutes(1);

  Verdict verdict() {
    return outside(workload, pods, history, quiet).orElseGet(this::byPlan);
  }

  /**
   * Whatever its pods carry: a restart of ours that failed or has not ended. Where it did end,
   * later trouble of the workload is none of ours; taken back is only what the status says is under
   * way.
   */
  static Optional<Verdict> outside(
      ManagedWorkload workload, List<Pod> pods, History history, Duration quiet) {
    Optional<String> failed = Marks.read(workload.object().getMetadata(), Marks.FAILED);
    if (failed.isPresent()) {
      return Optional.of(new Verdict.Failed(failed.get()));
    }
    Optional<String> ours =
        workload
            .presentRevision()
            .filter(revision -> !history.hasEnded(revision) && !history.isUndone(revision));
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    if (workload.unsettled().isPresent()) {
      return Optional.of(
          history.isUnderWay(ours.get()) && isOverdue(workload, quiet)
              ? new Verdict.Overdue(ours.get(), workload.unsettled().get())
              : new Verdict.Restarting(ours.get(), workload.unsettled().get()));
    }
    boolean oldPodsLeft =
        quiet.compareTo(HEARD) < 0
            && pods.stream()
                .anyMatch(pod -> !Marks.read(pod.getMetadata(), Marks.ROLLOUT).equals(ours));
    return oldPodsLeft
        ? Optional.of(new Verdict.Restarting(ours.get(), "pods from before are still there"))
        : Optional.empty();
  }

  /** Others than Deployments have no deadline of their own. */
  private static boolean isOverdue(ManagedWorkload workload, Duration quiet) {
    return workload.object() instanceof Deployment
        ? workload.overdue()
        : quiet.minusSeconds(workload.minReadySeconds()).compareTo(PROGRESS_DEADLINE) > 0;
  }

  private Verdict byPlan() {
    return switch (planned) {
      case InjectionResult.Skipped(var reason) -> cannot(reason);
      case InjectionResult.Noted(var pod, var skipped) ->
          cannot(new TreeMap<>(skipped).firstEntry().getValue());
      case InjectionResult.Injected(var pod, var skipped) -> compare(Fingerprint.of(pod));
      case InjectionResult.Unchanged() -> compare(Fingerprint.of(template));
    };
  }

  private Verdict cannot(SkipReason reason) {
    return Reason.of(reason).isIntended()
            || pods.stream().noneMatch(pod -> Fingerprint.of(pod).isEmpty())
        ? new Verdict.Current(workload.restartedFor())
        : Verdict.refused(reason.name(), "it would not be injected: " + reason.message());
  }

  private Verdict compare(Fingerprint wanted) {
    List<Pod> outdated = pods.stream().filter(pod -> !Fingerprint.of(pod).has(wanted)).toList();
    if (outdated.isEmpty()) {
      return new Verdict.Current(workload.restartedFor());
    }
    Revision revision = Revision.of(workload.template(), wanted);
    Optional<String> done = Optional.of(revision.toString());
    if (workload.restartedFor().equals(done)) {
      return new Verdict.Refused(
          "StillWithoutAgent",
          "it was restarted once for this revision, and %d of %d pods came without the present"
                  .formatted(outdated.size(), pods.size())
              + " agent (pod %s): the webhook was not reached then, or another one undid it; see"
                  .formatted(outdated.getFirst().getMetadata().getName())
              + " the operator's log, then kubectl rollout restart",
          done);
    }
    if (history.tried().equals(done)) {
      return new Verdict.Refused(
          UNDONE,
          "it was restarted once for this revision, and something took the annotation %s off its"
                  .formatted(Marks.ROLLOUT)
              + " pod template again; %d of %d pods are without the present agent (pod %s): have it"
                  .formatted(
                      outdated.size(), pods.size(), outdated.getFirst().getMetadata().getName())
              + " leave the annotation alone, then kubectl rollout restart",
          done);
    }
    Optional<OwnerReference> controller = workload.controller();
    if (controller.isPresent()) {
      String owner = controller.get().getKind() + "/" + controller.get().getName();
      return Verdict.refused(
          "Controlled",
          "it belongs to %1$s, whose controller may undo a change of its pod template; restart it"
                  .formatted(owner)
              + " by way of %1$s, or delete its pods yourself, one by one".formatted(owner));
    }
    if (workload.unsupported().isPresent()) {
      return workload.unsupported().get();
    }
    if (workload.paused()) {
      return new Verdict.Waiting("Paused", "it is paused; it follows after kubectl rollout resume");
    }
    if (workload.unsettled().isPresent()) {
      return new Verdict.Waiting(
          "NotSettled", "it must be settled first: " + workload.unsettled().get());
    }
    return Budgets.refusal(
            budgets.get(), template.getMetadata().getLabels(), workload.disruptions())
        .<Verdict>map(waiting -> waiting)
        .orElseGet(() -> new Verdict.Ready(revision, wanted));
  }
}

package dev.memorysystem.operator.rollout;

import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.Rollout;
import dev.memorysystem.crd.RolloutStatus;
import dev.memorysystem.crd.RolloutWorkload;
import dev.memorysystem.injection.Names;
import dev.memorysystem.injection.PodWorkload;
import dev.memorysystem.operator.Leadership;
import dev.memorysystem.operator.OperatorConfig;
import dev.memorysystem.operator.cluster.Cluster;
import dev.memorysystem.operator.cluster.ClusterLookups;
import dev.memorysystem.operator.cluster.Trouble;
import dev.memorysystem.operator.event.Notice;
import dev.memorysystem.operator.rollout.Assessor.Assessed;
import dev.memorysystem.operator.status.Observed;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Restarts what a profile with {@code rollout: OnChange} has and what does not carry the present
 * agent: one workload at a time in a namespace, each once a {@link Revision}. What was done stands
 * on the workloads themselves, so that an operator that starts anew goes on from there.
 */
@Singleton
public final class Rollouts {
  private static final Logger LOG = Logger.getLogger(Rollouts.class);

  /** In the whole cluster: a new version of the agent concerns every workload at once. */
  private static final int AT_ONCE = 5;

  private static final int CONFLICT = 409;

  private final RolloutApi api;
  private final Assessor assessor;
  private final Cluster cluster;
  private final ClusterLookups lookups;
  private final Leadership leadership;
  private final boolean granted;

  private final Map<String, Object> locks = new ConcurrentHashMap<>();
  private final Set<String> goneOver = ConcurrentHashMap.newKeySet();

  /** Workloads under way, by name, with the profile that restarts them. */
  private final Map<String, String> underWay = new ConcurrentHashMap<>();

  @Inject
  Rollouts(
      RolloutApi api,
      Assessor assessor,
      Cluster cluster,
      ClusterLookups lookups,
      Leadership leadership,
      OperatorConfig config) {
    this(api, assessor, cluster, lookups, leadership, config.rollout());
  }

  Rollouts(
      RolloutApi api,
      Assessor assessor,
      Cluster cluster,
      ClusterLookups lookups,
      Leadership leadership,
      boolean granted) {
    this.api = api;
    this.assessor = assessor;
    this.cluster = cluster;
    this.lookups = lookups;
    this.leadership = leadership;
    this.granted = granted;
  }

  /**
   * How far the restarts of a profile are.
   *
   * @param status empty when the profile asks for no restarts and none is under way
   * @param notices what is to be told of them
   */
  public record Progress(Optional<RolloutStatus> status, List<Notice> notices) {}

  /** Does the next step, if there is one. */
  public Progress advance(Observed observed) {
    MemoryProfile profile = observed.profile();
    Optional<RolloutStatus> before =
        Optional.ofNullable(profile.getStatus())
            .flatMap(status -> Optional.ofNullable(status.rollout()));
    synchronized (locks.computeIfAbsent(profile.getMetadata().getNamespace(), n -> new Object())) {
      try {
        return advance(observed, before);
      } catch (KubernetesClientException e) {
        LOG.warnf(
            "restarts of %s/%s: trying again: %s",
            profile.getMetadata().getNamespace(), profile.getMetadata().getName(), e.getMessage());
        return new Progress(before, List.of());
      }
    }
  }

  private Progress advance(Observed observed, Optional<RolloutStatus> before) {
    MemoryProfile profile = observed.profile();
    boolean wanted = profile.getSpec().rollout() == Rollout.OnChange;
    List<Assessed> assessed = new ArrayList<>();
    workloads(observed, before, wanted)
        .forEach(
            (workload, pods) ->
                assessor
                    .assess(observed, workload, pods, entry(before, workload), false)
                    .map(it -> follow(observed, it))
                    .ifPresent(assessed::add));
    note(profile, assessed);
    goneOver.add(profile.getMetadata().getUid());
    if (!wanted && assessed.isEmpty()) {
      return new Progress(Optional.empty(), List.of());
    }
    Optional<Hold> hold = wanted ? hold(observed, assessed) : Optional.of(Hold.WaitsForTurn);
    if (hold.isEmpty()) {
      hold = startOne(observed, assessed, before);
      note(profile, assessed);
    }
    return new Progress(
        Optional.of(RolloutReport.of(assessed, hold, profile.getMetadata().getNamespace())),
        RolloutNotices.of(profile, before, assessed));
  }

  /**
   * Those with pods, and those the status says are under way or failed; of a profile that no longer
   * asks for restarts, the ones under way.
   */
  private Map<PodWorkload, List<Pod>> workloads(
      Observed observed, Optional<RolloutStatus> before, boolean wanted) {
    String namespace = observed.profile().getMetadata().getNamespace();
    Map<PodWorkload, List<Pod>> workloads =
        new TreeMap<>(Comparator.comparing(PodWorkload::kind).thenComparing(PodWorkload::name));
    for (Pod pod : observed.pods()) {
      workloads
          .computeIfAbsent(PodWorkload.of(pod, namespace, lookups), w -> new ArrayList<>())
          .add(pod);
    }
    Set<PodWorkload> open = new HashSet<>();
    for (RolloutWorkload entry : before.map(RolloutStatus::workloads).orElse(List.of())) {
      PodWorkload workload = new PodWorkload(entry.kind(), entry.name());
      if (entry.state().equals(RolloutReport.RESTARTING)) {
        open.add(workload);
        workloads.putIfAbsent(workload, List.of());
      } else if (entry.state().equals(RolloutReport.FAILED)) {
        workloads.putIfAbsent(workload, List.of());
      }
    }
    if (!wanted) {
      workloads.keySet().retainAll(open);
    }
    return workloads;
  }

  /** What a restart that is under way, failed, or ended well, asks for. */
  private Assessed follow(Observed observed, Assessed assessed) {
    return switch (assessed.verdict()) {
      case Verdict.Restarting restarting -> assessed;
      case Verdict.Overdue(var revision, var figures) -> {
        LOG.warnf(
            "%s in %s did not become available after its restart (%s): taken back",
            assessed.name(), observed.profile().getMetadata().getNamespace(), figures);
        api.takeBack(assessed.object().orElseThrow(), revision);
        yield assessed.with(new Verdict.Failed(revision));
      }
      case Verdict.Failed(var revision) -> {
        clear(assessed, revision);
        yield assessed;
      }
      default -> {
        if (granted && leadership.isLeader()) {
          assessed.unnoted().ifPresent(revision -> noteEnd(assessed, revision));
        }
        yield assessed;
      }
    };
  }

  /** The status says it too: where it cannot be noted, nothing is held up. */
  private void noteEnd(Assessed assessed, String revision) {
    try {
      api.noteEnd(assessed.object().orElseThrow(), revision);
    } catch (KubernetesClientException e) {
      LOG.warnf(
          "%s: that its restart ended cannot be noted on it: %s",
          assessed.name(), Trouble.reason(e));
    }
  }

  /**
   * A StatefulSet waits for a broken pod for ever, also when its template is good again
   * (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback).
   */
  private void clear(Assessed assessed, String revision) {
    if (assessed.workload().kind().equals("StatefulSet")) {
      assessed.pods().stream()
          .filter(pod -> Marks.read(pod.getMetadata(), Marks.ROLLOUT).equals(Optional.of(revision)))
          .filter(pod -> Marks.read(pod.getMetadata(), Names.INJECT).isEmpty())
          .filter(pod -> !Readiness.isPodReady(pod))
          .forEach(api::delete);
    }
  }

  private Optional<Hold> hold(Observed observed, List<Assessed> assessed) {
    if (assessed.stream().anyMatch(it -> it.verdict() instanceof Verdict.Failed)) {
      return Optional.of(Hold.Stopped);
    }
    if (!granted) {
      return Optional.of(Hold.NotGranted);
    }
    if (!observed.labelled()) {
      return Optional.of(Hold.NamespaceNotLabelled);
    }
    return isBusy(observed.profile()) ? Optional.of(Hold.WaitsForTurn) : Optional.empty();
  }

  /**
   * An operator that just started looks at all profiles first: one may have a restart under way.
   */
  private boolean isBusy(MemoryProfile asking) {
    forgetDeleted(asking);
    String namespace = asking.getMetadata().getNamespace();
    return underWay.size() >= AT_ONCE
        || underWay.keySet().stream().anyMatch(name -> name.startsWith(namespace + "/"))
        || cluster.profiles(namespace).stream()
            .anyMatch(profile -> !goneOver.contains(profile.getMetadata().getUid()));
  }

  /** Nobody follows the restarts of a profile that is gone. */
  private void forgetDeleted(MemoryProfile asking) {
    Set<String> uids =
        Stream.concat(Stream.of(asking), cluster.profiles().stream())
            .map(profile -> profile.getMetadata().getUid())
            .collect(Collectors.toSet());
    underWay.values().retainAll(uids);
    goneOver.retainAll(uids);
  }

  /** The first that a dry run does not refuse. */
  private Optional<Hold> startOne(
      Observed observed, List<Assessed> assessed, Optional<RolloutStatus> before) {
    for (ListIterator<Assessed> each = assessed.listIterator(); each.hasNext(); ) {
      Assessed candidate = each.next();
      if (candidate.verdict() instanceof Verdict.Ready) {
        Assessed fresh =
            assessor
                .assess(
                    observed,
                    candidate.workload(),
                    candidate.pods(),
                    entry(before, candidate.workload()),
                    true)
                .orElse(candidate.with(new Verdict.Current(Optional.empty())));
        if (fresh.verdict() instanceof Verdict.Ready ready && leadership.isLeader()) {
          try {
            fresh = start(observed, fresh, ready);
          } catch (KubernetesClientException e) {
            if (DryRun.lacksRight(e)) {
              LOG.warnf(
                  "%s: the operator's own rights do not suffice: %s", fresh.name(), e.getMessage());
              return Optional.of(Hold.NotGranted);
            }
            if (e.getCode() != CONFLICT) {
              throw e;
            }
            LOG.infof("%s changed meanwhile: looking at it again", fresh.name());
          }
        }
        each.set(fresh);
        if (fresh.verdict() instanceof Verdict.Restarting) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private Assessed start(Observed observed, Assessed assessed, Verdict.Ready ready) {
    Optional<Verdict> refusal = DryRun.refusal(api, Assessor.newPod(assessed), ready.wanted());
    if (refusal.isPresent()) {
      return assessor.remember(observed, assessed, refusal.get());
    }
    String revision = ready.revision().toString();
    api.restart(assessed.object().orElseThrow(), ready.revision());
    LOG.infof(
        "restarting %s in %s so that its pods carry the present agent (%s)",
        assessed.name(), observed.profile().getMetadata().getNamespace(), revision);
    return assessor.remember(
        observed, assessed, new Verdict.Restarting(revision, "just restarted"));
  }

  private void note(MemoryProfile profile, List<Assessed> assessed) {
    String uid = profile.getMetadata().getUid();
    Set<String> now =
        assessed.stream()
            .filter(it -> it.verdict() instanceof Verdict.Restarting)
            .map(it -> profile.getMetadata().getNamespace() + "/" + it.name())
            .collect(Collectors.toSet());
    underWay.entrySet().removeIf(it -> it.getValue().equals(uid) && !now.contains(it.getKey()));
    now.forEach(name -> underWay.put(name, uid));
  }

  private static Optional<RolloutWorkload> entry(
      Optional<RolloutStatus> before, PodWorkload workload) {
    return before.stream()
        .flatMap(status -> status.workloads().stream())
        .filter(it -> it.kind().equals(workload.kind()) && it.name().equals(workload.name()))
        .findFirst();
  }
}

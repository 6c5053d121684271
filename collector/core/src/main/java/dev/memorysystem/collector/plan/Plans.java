package dev.memorysystem.collector.plan;

import dev.memorysystem.analyzer.plan.Directive;
import dev.memorysystem.analyzer.plan.Plan;
import dev.memorysystem.analyzer.plan.WorkloadPlan;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.DirectiveOutcome;
import dev.memorysystem.collector.api.ProcessInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The plans of all processes as they stand, and those who wait for another. One thread decides;
 * many ask.
 */
public final class Plans {
  /** Waiting at once: as many as a namespace may have processes, and as are known in all. */
  public static final int MAX_OF_NAMESPACE = 2_000;

  public static final int MAX = 10_000;

  /** Directives of one plan; the rest wait until an outcome is known. */
  private static final int MAX_DIRECTIVES = 8;

  private final Function<String, Optional<ProcessInfo>> processes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Workload, WorkloadPlan> plans = new HashMap<>();

  /** By the namespace, then by the profile. */
  private final Map<String, Map<String, List<AskedDirective>>> asked = new HashMap<>();

  /** By the namespace. */
  private final Map<String, Set<Waiting>> waiting = new HashMap<>();

  private final Set<String> changed = new HashSet<>();
  private int waitingInAll;
  private volatile boolean open;

  /**
   * @param processes those known, by {@link ProcessInfo#key()}; asked by any thread
   */
  public Plans(Function<String, Optional<ProcessInfo>> processes) {
    this.processes = processes;
  }

  /** From now on what is asked for is known: what an earlier run decided has been read. */
  public void open() {
    open = true;
  }

  /** Whether anything is known yet. */
  public boolean isOpen() {
    return open;
  }

  /** What is to be looked at in a workload. */
  public void decided(Workload workload, WorkloadPlan plan) {
    lock.lock();
    try {
      WorkloadPlan before =
          plan.equals(WorkloadPlan.DEFAULT) ? plans.remove(workload) : plans.put(workload, plan);
      if (!plan.equals(before == null ? WorkloadPlan.DEFAULT : before)) {
        changed.add(workload.namespace());
      }
    } finally {
      lock.unlock();
    }
  }

  /** What people ask for in a profile; nothing when it is gone. */
  public void asked(String namespace, String profile, List<AskedDirective> directives) {
    lock.lock();
    try {
      Map<String, List<AskedDirective>> profiles =
          asked.computeIfAbsent(namespace, n -> new HashMap<>());
      List<AskedDirective> before =
          directives.isEmpty()
              ? profiles.remove(profile)
              : profiles.put(profile, List.copyOf(directives));
      if (profiles.isEmpty()) {
        asked.remove(namespace);
      }
      if (!directives.equals(before == null ? List.of() : before)) {
        changed.add(namespace);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something else that plans depend on is known of a namespace's processes. */
  public void changed(String namespace) {
    lock.lock();
    try {
      changed.add(namespace);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets workloads that nobody reports of. */
  public void retain(Set<Workload> reporting) {
    lock.lock();
    try {
      plans.keySet().retainAll(reporting);
    } finally {
      lock.unlock();
    }
  }

  /** The plan of a process; the default of one that is not known. */
  public PlanText of(String key) {
    Optional<ProcessInfo> process = processes.apply(key);
    lock.lock();
    try {
      return PlanText.of(process.map(this::plan).orElse(Plan.DEFAULT));
    } finally {
      lock.unlock();
    }
  }

  private Plan plan(ProcessInfo process) {
    Plan decided =
        plans.getOrDefault(process.workload(), WorkloadPlan.DEFAULT).of(process.instanceId());
    Set<String> ended =
        process.directives().stream().map(DirectiveOutcome::id).collect(Collectors.toSet());
    List<Directive> open =
        decided.with(askedOf(process)).directives().stream()
            .filter(directive -> !ended.contains(directive.id()))
            .limit(MAX_DIRECTIVES)
            .toList();
    return new Plan(decided.sampling(), decided.walk(), decided.rules(), open);
  }

  private List<Directive> askedOf(ProcessInfo process) {
    return asked.getOrDefault(process.workload().namespace(), Map.of()).values().stream()
        .flatMap(List::stream)
        .filter(each -> each.pod().equals(process.pod()))
        .filter(
            each ->
                each.container() == null || each.container().equals(process.workload().container()))
        .map(AskedDirective::directive)
        .toList();
  }

  /**
   * Waits for another plan than the one known.
   *
   * @param known ETag
   * @return completes with a plan whose tag is another, at once where there is one; empty when too
   *     many wait. Whoever waits no longer cancels it
   */
  public Optional<CompletableFuture<PlanText>> await(String namespace, String key, String known) {
    lock.lock();
    try {
      PlanText now = of(key);
      if (!now.etag().equals(known)) {
        return Optional.of(CompletableFuture.completedFuture(now));
      }
      if (waitingInAll >= MAX
          || waiting.getOrDefault(namespace, Set.of()).size() >= MAX_OF_NAMESPACE) {
        return Optional.empty();
      }
      CompletableFuture<PlanText> told = new CompletableFuture<>();
      Waiting one = new Waiting(key, known, told);
      waiting.computeIfAbsent(namespace, n -> new HashSet<>()).add(one);
      waitingInAll++;
      told.whenComplete((plan, cancelled) -> forget(namespace, one));
      return Optional.of(told);
    } finally {
      lock.unlock();
    }
  }

  private void forget(String namespace, Waiting one) {
    lock.lock();
    try {
      Set<Waiting> ofNamespace = waiting.get(namespace);
      if (ofNamespace != null && ofNamespace.remove(one)) {
        waitingInAll--;
        if (ofNamespace.isEmpty()) {
          waiting.remove(namespace);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Those who wait. */
  public int waiting() {
    lock.lock();
    try {
      return waitingInAll;
    } finally {
      lock.unlock();
    }
  }

  /** Tells those who wait what has changed since the last time. */
  public void tell() {
    Map<Waiting, PlanText> told = new HashMap<>();
    lock.lock();
    try {
      for (String namespace : changed) {
        for (Waiting one : waiting.getOrDefault(namespace, Set.of())) {
          PlanText now = of(one.key());
          if (!now.etag().equals(one.known())) {
            told.put(one, now);
          }
        }
      }
      changed.clear();
    } finally {
      lock.unlock();
    }
    // outside of the lock: it runs what waits for it
    told.forEach((one, plan) -> one.told().complete(plan));
  }

  /** All who wait are told what they have. */
  public void release() {
    List<Waiting> all = new ArrayList<>();
    lock.lock();
    try {
      waiting.values().forEach(all::addAll);
    } finally {
      lock.unlock();
    }
    all.forEach(one -> one.told().complete(of(one.key())));
  }
}

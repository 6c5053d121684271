package dev.memorysystem.operator.collector;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.Workload;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the collector says now. A lost connection leaves it as it was; the next one rebuilds it, and
 * it is swapped in whole when the collector says {@code synced}.
 */
@Singleton
public final class CollectorView {
  /**
   * Everything the stream told of, by key.
   *
   * @param processes by namespace and instance id: a process names itself, and may take the name of
   *     one in another namespace
   */
  private record Known(
      Map<String, Finding> findings,
      Map<Workload, ReportedAssessment> assessments,
      Map<String, ReportedProcess> processes) {
    Known() {
      this(new TreeMap<>(), new HashMap<>(), new TreeMap<>());
    }
  }

  private final Clock clock;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> syncListeners = new CopyOnWriteArrayList<>();
  private Known known = new Known();
  private @Nullable Known rebuilding;
  private boolean everSynced;
  private Instant lostAt;
  private boolean connected;

  CollectorView(Clock clock) {
    this.clock = clock;
    this.lostAt = clock.instant();
  }

  /**
   * One namespace's part.
   *
   * @param everSynced false: the collector has not been heard since the operator started
   * @param lostAt since when there is no connection; empty while there is one
   */
  public record Snapshot(
      List<Finding> findings,
      List<ReportedAssessment> assessments,
      List<ReportedProcess> processes,
      boolean everSynced,
      Optional<Instant> lostAt) {}

  public synchronized Snapshot snapshot(String namespace) {
    return new Snapshot(
        known.findings().values().stream()
            .filter(finding -> namespace.equals(finding.workload().namespace()))
            .toList(),
        known.assessments().values().stream()
            .filter(assessment -> namespace.equals(assessment.workload().namespace()))
            .toList(),
        known.processes().values().stream()
            .filter(process -> namespace.equals(namespaceOf(process)))
            .toList(),
        everSynced,
        connected ? Optional.empty() : Optional.of(lostAt));
  }

  /**
   * @param listener told the namespace in which something changed
   */
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** Told when a connection has told everything: the collector may have been restarted. */
  public void onSynced(Runnable listener) {
    syncListeners.add(listener);
  }

  synchronized void connected() {
    rebuilding = new Known();
  }

  void lost() {
    Set<String> affected;
    synchronized (this) {
      rebuilding = null;
      if (!connected) {
        return;
      }
      connected = false;
      lostAt = clock.instant();
      affected = namespaces(known);
    }
    tell(affected);
  }

  void synced() {
    Set<String> affected;
    synchronized (this) {
      affected = namespaces(known);
      known = rebuilding == null ? known : rebuilding;
      rebuilding = null;
      everSynced = true;
      connected = true;
      affected.addAll(namespaces(known));
    }
    tell(affected);
    syncListeners.forEach(Runnable::run);
  }

  void finding(Finding finding) {
    boolean live;
    synchronized (this) {
      target().findings().put(finding.id(), finding);
      live = rebuilding == null;
    }
    if (live) {
      tell(Set.of(finding.workload().namespace()));
    }
  }

  void assessment(ReportedAssessment assessment) {
    boolean changed;
    synchronized (this) {
      ReportedAssessment before = target().assessments().put(assessment.workload(), assessment);
      changed = rebuilding == null && !assessment.equals(before);
    }
    if (changed) {
      tell(Set.of(assessment.workload().namespace()));
    }
  }

  void process(ReportedProcess process) {
    boolean changed;
    synchronized (this) {
      ReportedProcess before =
          target().processes().put(key(namespaceOf(process), process.instanceId()), process);
      changed = rebuilding == null && !process.equals(before);
    }
    if (changed) {
      tell(Set.of(namespaceOf(process)));
    }
  }

  void removed(Removed removed) {
    boolean live;
    synchronized (this) {
      switch (removed.kind()) {
        case "finding" -> target().findings().remove(removed.key());
        case "assessment" -> target().assessments().remove(removed.workload());
        case "process" ->
            target().processes().remove(key(removed.workload().namespace(), removed.key()));
        default -> {
          return; // of a newer collector
        }
      }
      live = rebuilding == null;
    }
    if (live) {
      tell(Set.of(removed.workload().namespace()));
    }
  }

  private Known target() {
    return rebuilding == null ? known : rebuilding;
  }

  private void tell(Set<String> namespaces) {
    namespaces.forEach(namespace -> listeners.forEach(listener -> listener.accept(namespace)));
  }

  private static Set<String> namespaces(Known known) {
    Set<String> namespaces = new TreeSet<>();
    known.findings().values().forEach(f -> namespaces.add(f.workload().namespace()));
    known.assessments().keySet().forEach(workload -> namespaces.add(workload.namespace()));
    known.processes().values().forEach(process -> namespaces.add(namespaceOf(process)));
    return namespaces;
  }

  private static String key(String namespace, String instanceId) {
    return namespace + "/" + instanceId;
  }

  private static String namespaceOf(ReportedProcess process) {
    return process.workload() == null ? "" : process.workload().namespace();
  }
}

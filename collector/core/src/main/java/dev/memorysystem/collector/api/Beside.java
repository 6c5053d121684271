package dev.memorysystem.collector.api;

import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Transition;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What directives and rules found in processes, joined with the findings that these show. Used
 * under the board's lock.
 */
final class Beside {
  /** Processes of which there is something to tell, by their key. */
  private final Map<Workload, Map<String, ProcessInfo>> told = new HashMap<>();

  void clear() {
    told.clear();
  }

  /**
   * Takes a process over as it is now.
   *
   * @return whether what was found in it is another than before
   */
  boolean put(ProcessInfo process) {
    ProcessInfo before = told.getOrDefault(process.workload(), Map.of()).get(process.key());
    if (found(process).isEmpty()) {
      remove(process);
    } else {
      told.computeIfAbsent(process.workload(), w -> new TreeMap<>()).put(process.key(), process);
    }
    return !found(process).equals(before == null ? List.of() : found(before));
  }

  void remove(ProcessInfo process) {
    told.computeIfPresent(
        process.workload(),
        (workload, processes) -> {
          processes.remove(process.key());
          return processes.isEmpty() ? null : processes;
        });
  }

  private static List<Object> found(ProcessInfo process) {
    List<Object> found = new ArrayList<>();
    if (process.running() != null) {
      found.add(process.running());
    }
    if (process.grownClasses() != null) {
      found.add(process.grownClasses());
    }
    RuleFindings rules = process.rules();
    if (rules != null && !rules.found().isEmpty()) {
      found.add(rules);
    }
    return found;
  }

  /**
   * A finding with the newest that is known of each: of the processes that it names where there is
   * any, else of others of its workload. Of one that is resolved what was found until then.
   */
  Finding of(Finding finding) {
    Collection<ProcessInfo> processes = told.getOrDefault(finding.workload(), Map.of()).values();
    if (processes.isEmpty()) {
      return finding;
    }
    Set<String> showing =
        finding.processes().stream().map(ProcessRef::instanceId).collect(Collectors.toSet());
    Instant until = until(finding);
    return finding.beside(
        newest(processes, ProcessInfo::running, showing, until),
        newest(processes, ProcessInfo::grownClasses, showing, until),
        newest(processes, p -> WhoLeftOpen.in(p, finding.kind()), showing, until));
  }

  private static @Nullable Cited newest(
      Collection<ProcessInfo> processes,
      Function<ProcessInfo, @Nullable Cited> kind,
      Set<String> showing,
      Instant until) {
    return processes.stream()
        .map(process -> kind.apply(process))
        .filter(Objects::nonNull)
        .filter(cited -> !cited.at().isAfter(until))
        .max(
            Comparator.comparing((Cited cited) -> showing.contains(cited.process()))
                .thenComparing(Cited::at)
                .thenComparing(Cited::process))
        .orElse(null);
  }

  private static Instant until(Finding finding) {
    return finding.state() != FindingState.RESOLVED
        ? Instant.MAX
        : finding.transitions().stream()
            .filter(transition -> transition.state() == FindingState.RESOLVED)
            .map(Transition::at)
            .reduce((first, last) -> last)
            .orElse(Instant.MAX);
  }
}

package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a user asks for. Everything has a default: an empty spec watches the whole namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MemoryProfileSpec(
    @JsonPropertyDescription(
            "Pods this profile is for, by their labels. Empty: all pods of the namespace. When two"
                + " profiles match one pod, the older one has it.")
        @Default("{}")
        LabelSelector selector,
    @JsonPropertyDescription("Which agents go into the pods.") @Default("{}") Agents agents,
    @JsonPropertyDescription("What an agent may cost inside a pod.") @Default("{}")
        Overhead overhead,
    @JsonPropertyDescription("How sure and how far ahead.") @Default("{}") Detection detection,
    @JsonPropertyDescription("How much is recorded to name a leak.") @Default("{}") Capture capture,
    @JsonPropertyDescription(
            "Whether running pods are restarted so that the agent, and a change of this profile,"
                + " reaches them. Never: they get it when they next start. OnChange: Deployments,"
                + " StatefulSets and DaemonSets whose pods lack the present agent are restarted,"
                + " one at a time in a namespace and once a revision, after a dry run, as their"
                + " update strategy and PodDisruptionBudgets allow; the first restart that fails"
                + " is taken back and ends it. Needs the chart's value rollout.enabled.")
        @Default("Never")
        Rollout rollout,
    @JsonPropertyDescription(
            "The older way to ignore findings; use findings, which goes before it.")
        @Size(max = 100)
        @ValidationRule(
            value = "self.all(x, self.exists_one(y, y.id == x.id))",
            message = "ignore: the same finding id is listed twice")
        @Default("[]")
        List<IgnoredFinding> ignore,
    @JsonPropertyDescription("What you make of findings: acknowledged or ignored, why, until when.")
        @Size(max = 100)
        @ValidationRule(
            value = "self.all(x, self.exists_one(y, y.id == x.id))",
            message = "findings: the same finding id is listed twice")
        @Default("[]")
        List<TriagedFinding> findings,
    @JsonPropertyDescription(
            "What agents are asked to do once: count classes, sample stacks, dump the heap."
                + " status.directives tells what became of it. They refuse what would pause the"
                + " application for too long or be too large.")
        @Size(max = 20)
        @ValidationRule(
            value = "self.all(x, self.exists_one(y, y.id == x.id))",
            message = "directives: the same id is listed twice")
        @Default("[]")
        List<Directive> directives) {

  /** What an empty spec means. */
  @SuppressWarnings("NullAway") // the canonical constructor turns null into the default
  public static final MemoryProfileSpec DEFAULT =
      new MemoryProfileSpec(null, null, null, null, null, null, null, null, null);

  public MemoryProfileSpec {
    selector = selector == null ? new LabelSelector() : selector;
    agents = agents == null ? Agents.DEFAULT : agents;
    overhead = overhead == null ? Overhead.DEFAULT : overhead;
    detection = detection == null ? Detection.DEFAULT : detection;
    capture = capture == null ? Capture.DEFAULT : capture;
    rollout = rollout == null ? Rollout.Never : rollout;
    ignore = ignore == null ? List.of() : List.copyOf(ignore);
    findings = findings == null ? List.of() : List.copyOf(findings);
    directives = directives == null ? List.of() : List.copyOf(directives);
  }

  /** Without directives. */
  public MemoryProfileSpec(
      LabelSelector selector,
      Agents agents,
      Overhead overhead,
      Detection detection,
      Capture capture,
      Rollout rollout,
      List<IgnoredFinding> ignore,
      List<TriagedFinding> findings) {
    this(selector, agents, overhead, detection, capture, rollout, ignore, findings, List.of());
  }

  /** What is said of findings, in either way; of one id the newer way counts. */
  public List<TriagedFinding> triagedFindings() {
    Set<String> ids = new HashSet<>();
    return Stream.concat(findings.stream(), ignore.stream().map(IgnoredFinding::triaged))
        .filter(finding -> ids.add(finding.id()))
        .toList();
  }
}

package dev.memorysystem.collector.pipeline;

import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.analyzer.plan.LookSettings;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodsListed;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.AgentCost;
import dev.memorysystem.collector.api.ClassCensus;
import dev.memorysystem.collector.api.DirectiveOutcome;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.ProcessMemory;
import dev.memorysystem.collector.api.ProcessStatus;
import dev.memorysystem.collector.api.RuleFindings;
import dev.memorysystem.collector.api.StackSamples;
import dev.memorysystem.collector.api.WhatGrew;
import dev.memorysystem.collector.api.WhoRan;
import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.KnownProfile;
import dev.memorysystem.collector.store.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who reports, and what the operator said of pods and profiles. Used by one thread. */
final class Registry implements Revisions {
  /** How many processes are forgotten at once to make room. */
  private static final int ROOM = StateStore.MAX_PROCESSES / 100;

  /** Seconds between two reports when nobody says: our agents' default, and OpenTelemetry's. */
  private static final double AGENT_INTERVAL = 15;

  private static final double SDK_INTERVAL = 60;

  /** Outcomes of directives remembered of a process: more than a profile has of them. */
  private static final int OUTCOMES = 24;

  private static final String STOPPED = "stopped";
  private static final String DEGRADED = "degraded";

  private final Map<String, ProcessInfo> processes = new HashMap<>();
  private final Map<String, ProcessInfo> forgotten = new LinkedHashMap<>();
  private final Map<String, KnownPod> pods = new HashMap<>();
  private final Map<String, KnownProfile> profiles = new HashMap<>();
  private final Map<Workload, String> governed = new HashMap<>();

  /** Key of the profile of each known pod, by uid; empty when it has none. */
  private final Map<Workload, Map<String, String>> profilesOfPods = new HashMap<>();

  private final Listing listing = new Listing();

  void load(StateStore.Snapshot snapshot) {
    processes.clear();
    pods.clear();
    profiles.clear();
    governed.clear();
    profilesOfPods.clear();
    snapshot.processes().forEach(process -> processes.put(process.key(), process));
    snapshot.profiles().forEach(profile -> profiles.put(key(profile), profile));
    snapshot
        .pods()
        .forEach(
            pod -> {
              put(pod);
              workloads(pod).forEach(this::govern);
            });
  }

  @Override
  public @Nullable String of(String podUid) {
    KnownPod pod = pods.get(podUid);
    return pod == null ? null : pod.revision();
  }

  /** Something came from a process. */
  ProcessInfo heard(Origin origin, Instant receivedAt) {
    return update(origin, receivedAt, null, null, null, null, null);
  }

  ProcessInfo heard(Origin origin, Instant receivedAt, LiveSet liveSet) {
    return update(origin, receivedAt, liveSet, null, null, null, null);
  }

  ProcessInfo heard(Origin origin, Instant receivedAt, Observation.AgentSpoke agent) {
    return update(origin, receivedAt, null, agent, null, null, null);
  }

  ProcessInfo heard(Origin origin, Instant receivedAt, DirectiveOutcome outcome) {
    return update(origin, receivedAt, null, null, outcome, null, null);
  }

  ProcessInfo heard(Origin origin, Instant receivedAt, RuleFindings rules) {
    return update(origin, receivedAt, null, null, null, rules, null);
  }

  ProcessInfo heard(Origin origin, Instant receivedAt, DirectiveResult result) {
    return update(origin, receivedAt, null, null, null, null, result);
  }

  private ProcessInfo update(
      Origin origin,
      Instant receivedAt,
      @Nullable LiveSet liveSet,
      Observation.@Nullable AgentSpoke agent,
      @Nullable DirectiveOutcome outcome,
      @Nullable RuleFindings rules,
      @Nullable DirectiveResult result) {
    ProcessRef ref = origin.process();
    String key = ProcessInfo.key(origin.workload().namespace(), ref.instanceId());
    ProcessInfo before = processes.get(key);
    if (before == null && processes.size() >= StateStore.MAX_PROCESSES) {
      makeRoom(receivedAt);
    }
    String state = agent != null && agent.state() != null ? agent.state() : state(before);
    String reason = agent != null ? agent.reason() : before == null ? null : before.reason();
    boolean stopped = STOPPED.equals(state);
    ProcessMemory memory = before == null ? null : before.memory();
    ProcessInfo now =
        new ProcessInfo(
            ref.instanceId(),
            origin.workload(),
            stopped ? ProcessStatus.STOPPED : ProcessStatus.REPORTING,
            stopped || DEGRADED.equals(state) ? reason : null,
            ref.pod(),
            ref.podUid(),
            ref.node(),
            ref.pid(),
            ref.runtime(),
            ref.image(),
            ref.revision(),
            ref.startedAt(),
            origin.agentVersion(),
            state,
            interval(origin, before, agent),
            before == null ? receivedAt : before.firstSeen(),
            receivedAt,
            liveSet == null ? memory : ProcessMemory.of(liveSet, memory),
            cost(before, agent),
            agent != null ? agent.sampler() : before == null ? null : before.sampler(),
            agent != null ? agent.plan() : before == null ? null : before.plan(),
            outcomes(before, outcome),
            rules != null ? rules : before == null ? null : before.rules(),
            newer(
                before == null ? null : before.running(),
                result instanceof StackSamples samples
                    ? WhoRan.in(ref.instanceId(), ref.pod(), samples)
                    : null),
            newer(
                before == null ? null : before.grownClasses(),
                result instanceof ClassCensus census
                    ? WhatGrew.in(ref.instanceId(), ref.pod(), census)
                    : null));
    processes.put(key, now);
    forgotten.remove(key);
    return now;
  }

  /**
   * Those that report no more go first; when all report, those of the namespace that has the most,
   * so that one namespace locks no other out. The oldest first.
   */
  private void makeRoom(Instant now) {
    List<ProcessInfo> silent =
        processes.values().stream()
            .filter(process -> process.at(now).status() != ProcessStatus.REPORTING)
            .toList();
    (silent.isEmpty() ? ofTheLargestNamespace() : silent)
        .stream()
            .sorted(Comparator.comparing(ProcessInfo::lastSeen))
            .limit(ROOM)
            .forEach(
                process -> {
                  processes.remove(process.key());
                  forgotten.put(process.key(), process);
                });
  }

  private List<ProcessInfo> ofTheLargestNamespace() {
    return processes.values().stream()
        .collect(
            Collectors.groupingBy(
                process -> process.workload().namespace(), TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .max(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  /** Those that made room for others, are not back, and were not asked for before. */
  List<ProcessInfo> takeForgotten() {
    List<ProcessInfo> taken = List.copyOf(forgotten.values());
    forgotten.clear();
    return taken;
  }

  private static @Nullable AgentCost cost(
      @Nullable ProcessInfo before, Observation.@Nullable AgentSpoke agent) {
    AgentCost known = before == null ? null : before.agentCost();
    AgentCost said = agent == null ? null : agent.cost();
    if (known == null || said == null) {
      return said == null ? known : said;
    }
    return known.then(said);
  }

  /** One that is told again is the newest word of it. */
  private static List<DirectiveOutcome> outcomes(
      @Nullable ProcessInfo before, @Nullable DirectiveOutcome outcome) {
    List<DirectiveOutcome> known = before == null ? List.of() : before.directives();
    if (outcome == null) {
      return known;
    }
    List<DirectiveOutcome> outcomes = new ArrayList<>(known);
    outcomes.removeIf(each -> each.id().equals(outcome.id()));
    outcomes.add(outcome);
    return outcomes.subList(Math.max(0, outcomes.size() - OUTCOMES), outcomes.size());
  }

  private static @Nullable Cited newer(@Nullable Cited known, @Nullable Cited found) {
    return found == null || (known != null && found.at().isBefore(known.at())) ? known : found;
  }

  private static @Nullable String state(@Nullable ProcessInfo before) {
    return before == null ? null : before.agentState();
  }

  private static double interval(
      Origin origin, @Nullable ProcessInfo before, Observation.@Nullable AgentSpoke agent) {
    Double said = agent == null ? null : agent.intervalSeconds();
    if (said != null && said > 0) {
      return said;
    }
    if (before != null) {
      return before.intervalSeconds();
    }
    return origin.agentVersion() == null ? SDK_INTERVAL : AGENT_INTERVAL;
  }

  /**
   * A pod was described.
   *
   * @return settings of those of its workloads whose profile is now another
   */
  List<DetectionSettings> seen(KnownPod pod) {
    put(pod);
    List<DetectionSettings> settings = new ArrayList<>();
    for (Workload workload : workloads(pod)) {
      if (govern(workload)) {
        settings.add(settings(workload, profiles.get(governed.get(workload)), pod.at()));
      }
    }
    return settings;
  }

  /** Whether what was said of a pod is news: not older than what is known. */
  boolean isNews(KnownPod pod) {
    listing.told(pod.uid());
    KnownPod known = pods.get(pod.uid());
    return known == null || !pod.at().isBefore(known.at());
  }

  void gone(KnownPod pod) {
    remove(pod.uid());
  }

  private void put(KnownPod pod) {
    remove(pod.uid());
    pods.put(pod.uid(), pod);
    String profile = pod.profile() == null ? "" : pod.namespace() + "/" + pod.profile();
    for (Workload workload : workloads(pod)) {
      profilesOfPods.computeIfAbsent(workload, w -> new HashMap<>()).put(pod.uid(), profile);
    }
  }

  private void remove(String uid) {
    KnownPod known = pods.remove(uid);
    if (known == null) {
      return;
    }
    for (Workload workload : workloads(known)) {
      profilesOfPods.computeIfPresent(
          workload,
          (w, profiles) -> {
            profiles.remove(uid);
            return profiles.isEmpty() ? null : profiles;
          });
    }
  }

  /**
   * A profile was described.
   *
   * @return settings of the workloads it governs, if it says something new
   */
  List<DetectionSettings> seen(KnownProfile profile, Instant at) {
    listing.told(key(profile));
    KnownProfile before = profiles.put(key(profile), profile);
    return profile.equals(before) ? List.of() : settings(key(profile), profile, at);
  }

  /**
   * A profile was deleted.
   *
   * @return the default settings of the workloads it governed
   */
  List<DetectionSettings> gone(KnownProfile profile, Instant at) {
    profiles.remove(key(profile));
    return settings(key(profile), null, at);
  }

  /** Pods and profiles that the operator no longer knows, after it told everything. */
  Vanished listed(Observation.ClusterListed listed) {
    return listing.end(listed, List.copyOf(pods.values()), List.copyOf(profiles.values()));
  }

  /** What the profile that governs a workload lets its agents look at. */
  LookSettings looks(Workload workload) {
    KnownProfile profile = profiles.get(governed.getOrDefault(workload, ""));
    return profile == null ? LookSettings.DEFAULT : profile.looks();
  }

  /** Workloads of which it is known whether a profile governs them. */
  Set<Workload> governed() {
    return Set.copyOf(governed.keySet());
  }

  /** Workloads that have pods, by the operator's word. */
  Set<Workload> withPods() {
    return Set.copyOf(profilesOfPods.keySet());
  }

  /** What a listing says of a workload. */
  PodsListed listed(Workload workload, Instant at) {
    return new PodsListed(workload, at, profilesOfPods.getOrDefault(workload, Map.of()).size());
  }

  record Vanished(List<KnownPod> pods, List<KnownProfile> profiles) {}

  static String key(KnownProfile profile) {
    return profile.namespace() + "/" + profile.name();
  }

  /**
   * Where pods of one workload are matched by several profiles, the first by name holds, whichever
   * pod was told last.
   *
   * @return whether other settings apply from now on; a profile not yet described brings them later
   */
  private boolean govern(Workload workload) {
    String profile =
        profilesOfPods.getOrDefault(workload, Map.of()).values().stream()
            .filter(key -> !key.isEmpty())
            .min(Comparator.naturalOrder())
            .orElse("");
    String before = governed.put(workload, profile);
    boolean left = profile.isEmpty() && before != null;
    return !profile.equals(before) && (left || profiles.containsKey(profile));
  }

  private List<DetectionSettings> settings(
      String profileKey, @Nullable KnownProfile profile, Instant at) {
    return governed.entrySet().stream()
        .filter(entry -> entry.getValue().equals(profileKey))
        .map(entry -> settings(entry.getKey(), profile, at))
        .toList();
  }

  private static DetectionSettings settings(
      Workload workload, @Nullable KnownProfile profile, Instant at) {
    return profile == null
        ? new DetectionSettings(
            workload,
            at,
            DetectionSettings.DEFAULT_MINIMUM_CONFIDENCE,
            DetectionSettings.DEFAULT_HORIZON,
            Map.of())
        : new DetectionSettings(
            workload, at, profile.minimumConfidence(), profile.horizon(), profile.triage());
  }

  private static Collection<Workload> workloads(KnownPod pod) {
    Set<Workload> workloads = new HashSet<>();
    for (String container : pod.containers()) {
      workloads.add(new Workload(pod.namespace(), pod.kind(), pod.name(), container));
    }
    return workloads;
  }
}

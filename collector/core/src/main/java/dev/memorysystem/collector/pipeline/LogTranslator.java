package dev.memorysystem.collector.pipeline;

import dev.memorysystem.analyzer.signal.Areas;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.KnownProfile;
import dev.memorysystem.collector.store.SeriesPoint;
import dev.memorysystem.vocabulary.Signals;
import dev.memorysystem.vocabulary.Signals.Event;
import dev.memorysystem.vocabulary.Signals.Resource;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Log events of the vocabulary (docs/signals.md) to observations. Pure. */
final class LogTranslator {
  /** Attribute that names an event for receivers older than LogRecord.event_name. */
  private static final String EVENT_NAME = "event.name";

  /** The vocabulary's own bounds; what is over them is cut off. */
  private static final int MAX_SITES = 128;

  private static final int MAX_FRAMES = 32;
  private static final int MAX_AGES = 512;
  private static final int MAX_CATEGORIES = 64;

  private static final List<String> LIVE_SET_SERIES =
      List.of(
          Signals.LiveSet.FLOOR,
          Signals.LiveSet.OLD_FLOOR,
          Signals.LiveSet.HEAP_USED,
          Signals.LiveSet.HEAP_LIMIT,
          Signals.LiveSet.RSS,
          Signals.LiveSet.RSS_ANONYMOUS,
          Signals.LiveSet.CONTAINER_USAGE,
          Signals.LiveSet.CONTAINER_LIMIT,
          Signals.LiveSet.DIRECT_USED,
          Signals.LiveSet.THREADS,
          Signals.LiveSet.CLASSES,
          Signals.LiveSet.GC_TIME);

  private LogTranslator() {}

  static List<Observation> translate(
      ExportLogsServiceRequest request, Instant receivedAt, Revisions revisions) {
    List<Observation> observations = new ArrayList<>();
    for (ResourceLogs resourceLogs : request.getResourceLogsList()) {
      Attributes resource = Attributes.of(resourceLogs.getResource().getAttributesList());
      for (ScopeLogs scope : resourceLogs.getScopeLogsList()) {
        for (LogRecord log : scope.getLogRecordsList()) {
          observations.add(translate(resource, log, receivedAt, revisions));
        }
      }
    }
    return observations;
  }

  private static Observation translate(
      Attributes resource, LogRecord log, Instant receivedAt, Revisions revisions) {
    Attributes attributes = Attributes.of(log.getAttributesList());
    Attributes body = Attributes.of(log.getBody().getKvlistValue().getValuesList());
    Instant at = EventTime.of(log.getTimeUnixNano(), log.getObservedTimeUnixNano(), receivedAt);
    String event =
        log.getEventName().isEmpty() ? attributes.string(EVENT_NAME, "") : log.getEventName();
    return switch (event) {
      case Event.LIVE_SET ->
          fromProcess(resource, revisions, origin -> liveSet(origin, attributes, at));
      case Event.SURVIVORS ->
          fromProcess(resource, revisions, origin -> survivors(origin, body, at));
      case Event.CONTAINERS ->
          fromProcess(resource, revisions, origin -> WalkTranslator.containers(origin, body, at));
      case Event.RETAINED_PATH ->
          fromProcess(resource, revisions, origin -> WalkTranslator.paths(origin, body, at));
      case Event.AGENT ->
          fromProcess(
              resource, revisions, origin -> AgentTranslator.health(origin, attributes, at));
      case Event.DIRECTIVE ->
          fromProcess(resource, revisions, origin -> AgentTranslator.directive(origin, body, at));
      case Event.CLASS_CENSUS ->
          fromProcess(resource, revisions, origin -> ResultTranslator.census(origin, body, at));
      case Event.STACK_SAMPLES ->
          fromProcess(resource, revisions, origin -> ResultTranslator.stacks(origin, body, at));
      case Event.RULE_FINDINGS ->
          fromProcess(resource, revisions, origin -> RuleTranslator.findings(origin, body, at));
      case Event.POD -> pod(resource, body, at);
      case Event.PROFILE -> profile(resource, body, at);
      case Event.SYNC ->
          new Observation.ClusterListed(at, Set.copyOf(body.strings(Signals.Sync.NAMESPACES)));
      default -> new Observation.Ignored("unknown_event");
    };
  }

  private static Observation fromProcess(
      Attributes resource, Revisions revisions, Function<Origin, Observation> translate) {
    Optional<Origin> origin = Origin.of(resource, revisions);
    return origin.isPresent()
        ? translate.apply(origin.get())
        : new Observation.Ignored("unidentified");
  }

  private static Observation liveSet(Origin origin, Attributes fields, Instant at) {
    LiveSet liveSet =
        new LiveSet(
            origin.workload(),
            origin.process(),
            at,
            fields.integer(Signals.LiveSet.FLOOR),
            fields.integer(Signals.LiveSet.COLLECTIONS),
            fields.integer(Signals.LiveSet.OLD_CYCLES),
            fields.integer(Signals.LiveSet.OLD_FLOOR),
            fields.number(Signals.LiveSet.GC_TIME),
            fields.integer(Signals.LiveSet.HEAP_USED),
            fields.integer(Signals.LiveSet.HEAP_LIMIT),
            fields.integer(Signals.LiveSet.RSS),
            fields.integer(Signals.LiveSet.RSS_ANONYMOUS),
            fields.integer(Signals.LiveSet.CONTAINER_LIMIT),
            fields.integer(Signals.LiveSet.DIRECT_USED),
            fields.integer(Signals.LiveSet.THREADS),
            fields.integer(Signals.LiveSet.CLASSES),
            areas(fields),
            fields.number(Signals.LiveSet.JIT_TIME),
            fields.integer(Signals.LiveSet.HEAP_ALLOCATED));
    List<SeriesPoint> points = new ArrayList<>();
    for (String name : LIVE_SET_SERIES) {
      Double value = fields.number(name);
      if (value != null) {
        points.add(
            new SeriesPoint(origin.workload(), origin.process().instanceId(), name, "", at, value));
      }
    }
    return new Observation.LiveSetSeen(origin, liveSet, points);
  }

  private static Areas areas(Attributes fields) {
    return new Areas(
        fields.integer(Signals.LiveSet.HEAP_COMMITTED),
        fields.integer(Signals.LiveSet.METASPACE_USED),
        fields.integer(Signals.LiveSet.METASPACE_COMMITTED),
        fields.integer(Signals.LiveSet.METASPACE_LIMIT),
        fields.integer(Signals.LiveSet.CODE_COMMITTED),
        fields.integer(Signals.LiveSet.DIRECT_LIMIT),
        fields.integer(Signals.LiveSet.CONTAINER_USAGE),
        fields.integer(Signals.LiveSet.THREADS_LIMIT),
        fields.integer(Signals.LiveSet.MAPPED_COUNT),
        fields.integer(Signals.LiveSet.MAPPINGS_LIMIT),
        accounted(fields));
  }

  /** Two lists side by side; what does not fit together is left out. */
  private static @Nullable Map<String, Long> accounted(Attributes fields) {
    List<String> names = fields.strings(Signals.LiveSet.NATIVE_CATEGORIES);
    List<AnyValue> bytes = fields.list(Signals.LiveSet.NATIVE_COMMITTED);
    if (names.isEmpty() || names.size() != bytes.size()) {
      return null;
    }
    Map<String, Long> accounted = new HashMap<>();
    for (int i = 0; i < Math.min(MAX_CATEGORIES, names.size()); i++) {
      if (bytes.get(i).hasIntValue()) {
        accounted.put(names.get(i), bytes.get(i).getIntValue());
      }
    }
    return accounted;
  }

  private static Observation survivors(Origin origin, Attributes body, Instant at) {
    String sampler = body.string(Signals.Survivors.SAMPLER);
    Long age = body.integer(Signals.Survivors.PROCESS_SECONDS);
    if (sampler == null || age == null) {
      return new Observation.Ignored("malformed_event");
    }
    List<Survivors.Site> sites = new ArrayList<>();
    for (AnyValue value : body.list(Signals.Survivors.SITES)) {
      if (sites.size() < MAX_SITES) {
        site(Attributes.of(value.getKvlistValue().getValuesList())).ifPresent(sites::add);
      }
    }
    return new Observation.SurvivorsSeen(
        origin,
        new Survivors(
            origin.workload(),
            origin.process(),
            at,
            sampler,
            Duration.ofSeconds(age),
            body.integer(Signals.Survivors.ALLOCATED_BYTES),
            sites));
  }

  private static Optional<Survivors.Site> site(Attributes site) {
    String type = site.string(Signals.Survivors.SITES_TYPE);
    Long count = site.integer(Signals.Survivors.SITES_LIVE_COUNT);
    Long bytes = site.integer(Signals.Survivors.SITES_LIVE_BYTES);
    if (type == null || count == null || bytes == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Survivors.Site(
            type,
            site.strings(Signals.Survivors.SITES_FRAMES).stream().limit(MAX_FRAMES).toList(),
            count,
            bytes,
            site.list(Signals.Survivors.SITES_AGES).stream()
                .filter(AnyValue::hasIntValue)
                .limit(MAX_AGES)
                .map(age -> (int) Math.clamp(age.getIntValue(), 0, Integer.MAX_VALUE))
                .toList(),
            site.integer(Signals.Survivors.SITES_BIRTHS),
            site.integer(Signals.Survivors.SITES_DEATHS)));
  }

  private static Observation pod(Attributes resource, Attributes body, Instant at) {
    Optional<Workload> owner = Origin.workload(resource);
    String name = resource.string(Resource.K8S_POD_NAME);
    String uid = resource.string(Resource.K8S_POD_UID);
    if (owner.isEmpty() || name == null || uid == null) {
      return new Observation.Ignored("unidentified");
    }
    Workload workload = owner.get();
    boolean deleted = body.flag(Signals.Pod.DELETED);
    String revision = body.string(Signals.Pod.REVISION);
    List<PodFact> facts = new ArrayList<>();
    for (AnyValue value : body.list(Signals.Pod.CONTAINERS)) {
      Attributes container = Attributes.of(value.getKvlistValue().getValuesList());
      String containerName = container.string(Signals.Pod.CONTAINERS_NAME);
      if (containerName != null) {
        Long restarts = container.integer(Signals.Pod.CONTAINERS_RESTARTS);
        facts.add(
            new PodFact(
                new Workload(workload.namespace(), workload.kind(), workload.name(), containerName),
                at,
                name,
                uid,
                container.string(Signals.Pod.CONTAINERS_IMAGE),
                container.string(Signals.Pod.CONTAINERS_IMAGE_ID),
                revision,
                container.integer(Signals.Pod.CONTAINERS_MEMORY_LIMIT),
                restarts == null ? 0 : (int) Math.clamp(restarts, 0, Integer.MAX_VALUE),
                container.time(Signals.Pod.CONTAINERS_LAST_TERMINATION_TIME),
                container.string(Signals.Pod.CONTAINERS_LAST_TERMINATION_REASON),
                deleted));
      }
    }
    KnownPod pod =
        new KnownPod(
            uid,
            at,
            workload.namespace(),
            workload.kind(),
            workload.name(),
            body.string(Signals.Pod.PROFILE),
            revision,
            facts.stream().map(fact -> fact.workload().container()).toList());
    return new Observation.PodSeen(pod, facts, deleted);
  }

  private static Observation profile(Attributes resource, Attributes body, Instant at) {
    String namespace = resource.string(Resource.K8S_NAMESPACE_NAME);
    String name = body.string(Signals.Profile.NAME);
    if (namespace == null || name == null) {
      return new Observation.Ignored("unidentified");
    }
    Double confidence = body.number(Signals.Profile.MINIMUM_CONFIDENCE);
    Long horizon = body.integer(Signals.Profile.HORIZON_SECONDS);
    KnownProfile profile =
        new KnownProfile(
            namespace,
            name,
            confidence == null
                ? DetectionSettings.DEFAULT_MINIMUM_CONFIDENCE
                : Math.clamp(confidence, 0.0, 1.0),
            horizon == null || horizon <= 0
                ? DetectionSettings.DEFAULT_HORIZON
                : Duration.ofSeconds(horizon),
            triage(body.list(Signals.Profile.FINDINGS)),
            ProfileTranslator.looks(body),
            ProfileTranslator.directives(name, body));
    return new Observation.ProfileSeen(profile, at, body.flag(Signals.Profile.DELETED));
  }

  /** What a newer operator calls otherwise is left out. */
  private static Map<String, Triage> triage(List<AnyValue> findings) {
    Map<String, Triage> triage = new HashMap<>();
    for (AnyValue value : findings) {
      Attributes finding = Attributes.of(value.getKvlistValue().getValuesList());
      String id = finding.string(Signals.Profile.FINDINGS_ID);
      String said = finding.string(Signals.Profile.FINDINGS_TRIAGE);
      Arrays.stream(TriageState.values())
          .filter(state -> id != null && state != TriageState.OPEN)
          .filter(state -> state.toString().equals(said))
          .forEach(
              state ->
                  triage.put(
                      id,
                      new Triage(
                          state,
                          finding.string(Signals.Profile.FINDINGS_REASON),
                          finding.time(Signals.Profile.FINDINGS_UNTIL))));
    }
    return triage;
  }
}

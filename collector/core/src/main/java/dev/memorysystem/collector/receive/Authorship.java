package dev.memorysystem.collector.receive;

import com.google.protobuf.MessageLite;
import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.identity.GonePods;
import dev.memorysystem.vocabulary.Signals;
import dev.memorysystem.vocabulary.Signals.Event;
import dev.memorysystem.vocabulary.Signals.Resource;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a request is its sender's to send: a pod speaks of itself, of nobody else. */
final class Authorship {
  /** Told by the operator alone. */
  private static final Set<String> FACTS = Set.of(Event.POD, Event.PROFILE, Event.SYNC);

  private static final String EVENT_NAME = "event.name";

  /** Characters of what names a process or a workload; a Kubernetes name has 253 at most. */
  private static final int MAX_NAME = 512;

  private static final Set<String> NAMES =
      Set.of(
          Resource.SERVICE_NAME,
          Resource.SERVICE_INSTANCE_ID,
          Resource.MEMORY_WORKLOAD_KIND,
          Resource.MEMORY_WORKLOAD_NAME);

  /** Characters of a namespace's name at most, as of any Kubernetes object's (RFC 1123). */
  private static final int MAX_NAMESPACE = 253;

  private static final String KUBERNETES = "k8s.";

  /** What names a workload, the first that is there. */
  private static final List<String> WORKLOAD =
      List.of(
          Resource.MEMORY_WORKLOAD_NAME,
          "k8s.deployment.name",
          "k8s.statefulset.name",
          "k8s.daemonset.name",
          "k8s.cronjob.name",
          "k8s.job.name",
          "k8s.replicaset.name",
          Resource.SERVICE_NAME);

  /** What a sender without identity says of itself and is kept as a key. */
  private static final Set<String> CLAIMED =
      Stream.of(
              NAMES,
              WORKLOAD,
              List.of(
                  Resource.K8S_NAMESPACE_NAME,
                  Resource.K8S_POD_NAME,
                  Resource.K8S_POD_UID,
                  Resource.K8S_CONTAINER_NAME))
          .flatMap(Collection::stream)
          .collect(Collectors.toUnmodifiableSet());

  private Authorship() {}

  /**
   * Refuses the whole request when any part of it is not the caller's.
   *
   * @param request an export request of logs or metrics
   */
  static void check(Caller caller, MessageLite request) throws Refused {
    switch (caller) {
      case Caller.Anybody anybody -> {}
      case Caller.Operator operator -> {}
      case Caller.Reader reader ->
          throw forbidden("%s may read, not write".formatted(reader.username()));
      case Caller.Unnamed unnamed -> {
        checkNoFacts(request);
        for (List<KeyValue> resource : resources(request)) {
          checkClaimed(resource);
        }
      }
      case Caller.Pod pod -> {
        checkNoFacts(request);
        for (List<KeyValue> resource : resources(request)) {
          check(pod, resource);
        }
      }
    }
  }

  /**
   * What a request says of one resource.
   *
   * @param size bytes, all that is said of it
   */
  private record Part(List<KeyValue> resource, int size) {}

  private static List<Part> parts(MessageLite request) {
    List<Part> parts = new ArrayList<>();
    switch (request) {
      case ExportLogsServiceRequest logs -> {
        for (ResourceLogs each : logs.getResourceLogsList()) {
          parts.add(new Part(each.getResource().getAttributesList(), each.getSerializedSize()));
        }
      }
      case ExportMetricsServiceRequest metrics -> {
        for (ResourceMetrics each : metrics.getResourceMetricsList()) {
          parts.add(new Part(each.getResource().getAttributesList(), each.getSerializedSize()));
        }
      }
      default -> throw new IllegalArgumentException(request.getClass().getName());
    }
    return parts;
  }

  /** Attributes of each resource of a request. */
  private static List<List<KeyValue>> resources(MessageLite request) {
    return parts(request).stream().map(Part::resource).toList();
  }

  /** Each of the three must be there, and be the pod's as often as it is there. */
  private static void check(Caller.Pod pod, List<KeyValue> resource) throws Refused {
    boolean namespace = false;
    boolean name = false;
    boolean uid = false;
    for (KeyValue attribute : resource) {
      switch (attribute.getKey()) {
        case Resource.K8S_NAMESPACE_NAME -> namespace = is(attribute, pod.namespace(), pod);
        case Resource.K8S_POD_NAME -> name = is(attribute, pod.name(), pod);
        case Resource.K8S_POD_UID -> uid = is(attribute, pod.uid(), pod);
        default -> {
          boolean names =
              NAMES.contains(attribute.getKey()) || attribute.getKey().startsWith(KUBERNETES);
          if (names) {
            checkLength(attribute, MAX_NAME);
          }
        }
      }
    }
    if (!namespace || !name || !uid) {
      throw forbidden(
          "each resource must name its pod by %s, %s and %s; the token is of pod %s/%s"
              .formatted(
                  Resource.K8S_NAMESPACE_NAME,
                  Resource.K8S_POD_NAME,
                  Resource.K8S_POD_UID,
                  pod.namespace(),
                  pod.name()));
    }
  }

  /** Of the names that are kept, however often each is there. */
  private static void checkClaimed(List<KeyValue> resource) throws Refused {
    for (KeyValue attribute : resource) {
      String key = attribute.getKey();
      if (CLAIMED.contains(key)) {
        checkLength(attribute, key.equals(Resource.K8S_NAMESPACE_NAME) ? MAX_NAMESPACE : MAX_NAME);
      }
    }
  }

  private static void checkLength(KeyValue attribute, int max) throws Refused {
    if (attribute.getValue().getStringValue().length() > max) {
      throw new Refused(
          Refused.Reason.MALFORMED,
          "resource attribute %s has more than %d characters".formatted(attribute.getKey(), max));
    }
  }

  private static boolean is(KeyValue attribute, String own, Caller.Pod pod) throws Refused {
    if (!attribute.getValue().getStringValue().equals(own)) {
      throw forbidden(
          "the token is of pod %s/%s, the request speaks of another (%s): a pod reports itself alone"
              .formatted(pod.namespace(), pod.name(), attribute.getKey()));
    }
    return true;
  }

  private static void checkNoFacts(MessageLite request) throws Refused {
    if (request instanceof ExportLogsServiceRequest logs) {
      for (ResourceLogs resource : logs.getResourceLogsList()) {
        for (var scope : resource.getScopeLogsList()) {
          for (LogRecord record : scope.getLogRecordsList()) {
            if (isEvent(record, FACTS)) {
              throw forbidden(
                  "%s, %s and %s are told by the operator alone (MEMORY_SYSTEM_OPERATOR), with its token"
                      .formatted(Event.POD, Event.PROFILE, Event.SYNC));
            }
          }
        }
      }
    }
  }

  private static boolean isEvent(LogRecord record, Set<String> events) {
    if (!record.getEventName().isEmpty()) {
      return events.contains(record.getEventName());
    }
    for (KeyValue attribute : record.getAttributesList()) {
      if (attribute.getKey().equals(EVENT_NAME)
          && events.contains(attribute.getValue().getStringValue())) {
        return true;
      }
    }
    return false;
  }

  /** Counts the processes and workloads a request reports. */
  static void count(Quota quota, MessageLite request) throws Refused {
    for (List<KeyValue> resource : resources(request)) {
      count(quota, resource);
    }
  }

  /** Counts a request without identity for each of the namespaces that it says it is of. */
  static void countClaimed(Quotas quotas, MessageLite request) throws Refused {
    Map<String, Quota> claimed = new HashMap<>();
    for (Part part : parts(request)) {
      String namespace = text(part.resource(), Resource.K8S_NAMESPACE_NAME);
      Quota quota = claimed.get(namespace);
      if (quota == null) {
        quota = quotas.claimed(namespace);
        quota.request();
        claimed.put(namespace, quota);
      }
      quota.received(part.size());
      count(quota, part.resource());
    }
  }

  private static void count(Quota quota, List<KeyValue> resource) throws Refused {
    String container = text(resource, Resource.K8S_CONTAINER_NAME);
    String instance = text(resource, Resource.SERVICE_INSTANCE_ID);
    if (instance.isEmpty()) {
      instance = text(resource, Resource.K8S_POD_UID) + "/" + container;
    }
    String kind = text(resource, Resource.MEMORY_WORKLOAD_KIND);
    quota.process(instance, kind + "/" + workload(resource) + "/" + container);
  }

  private static String workload(List<KeyValue> resource) {
    for (String name : WORKLOAD) {
      String text = text(resource, name);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** What the operator says of pods that are gone, or are there. */
  static List<GonePods.Word> words(Caller caller, MessageLite request, Instant receivedAt) {
    List<GonePods.Word> words = new ArrayList<>();
    if (caller instanceof Caller.Operator && request instanceof ExportLogsServiceRequest logs) {
      for (ResourceLogs resource : logs.getResourceLogsList()) {
        String uid = text(resource.getResource().getAttributesList(), Resource.K8S_POD_UID);
        for (var scope : resource.getScopeLogsList()) {
          for (LogRecord record : scope.getLogRecordsList()) {
            if (!uid.isEmpty() && isEvent(record, Set.of(Event.POD))) {
              words.add(new GonePods.Word(uid, time(record, receivedAt), isDeleted(record)));
            }
          }
        }
      }
    }
    return words;
  }

  private static boolean isDeleted(LogRecord record) {
    boolean deleted = false;
    for (KeyValue field : record.getBody().getKvlistValue().getValuesList()) {
      if (field.getKey().equals(Signals.Pod.DELETED)) {
        deleted = field.getValue().getBoolValue();
      }
    }
    return deleted;
  }

  private static Instant time(LogRecord record, Instant receivedAt) {
    long nanos = record.getTimeUnixNano();
    return nanos <= 0 ? receivedAt : Instant.ofEpochSecond(0, nanos);
  }

  /** The last of that name, as it is read later; empty when there is none. */
  private static String text(List<KeyValue> attributes, String name) {
    String text = "";
    for (KeyValue attribute : attributes) {
      if (attribute.getKey().equals(name)) {
        text = attribute.getValue().getStringValue();
      }
    }
    return text;
  }

  private static Refused forbidden(String message) {
    return new Refused(Refused.Reason.FORBIDDEN, message);
  }
}

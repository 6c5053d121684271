package dev.memorysystem.operator.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memorysystem.operator.OperatorConfig;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;

/** Writes notices as Events (events.k8s.io/v1); one that is there already is left as it is. */
@Singleton
public final class EventPublisher {
  private static final Logger LOG = Logger.getLogger(EventPublisher.class);
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int SERVER_ERRORS = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Of an Event's note, in bytes (events.k8s.io/v1). */
  private static final int MAX_NOTE = 1024;

  /** Of a name, less the hash and its dot. */
  private static final int MAX_PREFIX = 230;

  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;

  EventPublisher(KubernetesClient client, OperatorConfig config, Clock clock) {
    this.client = client;
    this.clock = clock;
    this.instance = config.pod().orElse(config.lease());
  }

  /**
   * @throws KubernetesClientException when the API server could not take one: try all again
   */
  public void publish(List<Notice> notices) {
    notices.forEach(this::publish);
  }

  private void publish(Notice notice) {
    try {
      client.resource(event(notice)).create();
      LOG.infof(
          "%s/%s: %s: %s",
          notice.regarding().getKind(),
          notice.regarding().getName(),
          notice.reason(),
          notice.note());
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        LOG.debugf("told before: %s", notice);
      } else if (isGoing(e)) {
        LOG.debugf("its namespace is being deleted, and the Event with it: %s", notice);
      } else if (e.getCode() == FORBIDDEN) {
        LOG.warnf(
            "the operator may not write Events; bring the chart's ClusterRole back (helm upgrade):"
                + " %s: %s",
            notice, e.getMessage());
      } else if (e.getCode() >= SERVER_ERRORS
          || e.getCode() == TOO_MANY_REQUESTS
          || e.getCode() == 0) {
        throw e;
      } else {
        LOG.errorf("the API server refuses an Event: %s: %s", notice, e.getMessage());
      }
    }
  }

  /** Nothing can be created in a namespace that is being deleted. */
  private static boolean isGoing(KubernetesClientException e) {
    return e.getCode() == NOT_FOUND
        || (e.getCode() == FORBIDDEN
            && e.getStatus() != null
            && e.getStatus().getDetails() != null
            && e.getStatus().getDetails().getCauses().stream()
                .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason())));
  }

  private Event event(Notice notice) {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(notice.regarding().getNamespace())
        .withName(name(notice))
        .endMetadata()
        .withRegarding(notice.regarding())
        .withType(notice.type().name())
        .withReason(notice.reason().name())
        .withAction("Report")
        .withNote(shortened(notice.note()))
        .withReportingController("memory-system.dev/operator")
        .withReportingInstance(instance)
        .withEventTime(new MicroTime(MICRO_TIME.format(clock.instant())))
        .build();
  }

  private static String name(Notice notice) {
    String object = notice.regarding().getName();
    String what = notice.regarding().getUid() + " " + notice.reason() + " " + notice.transition();
    return object.substring(0, Math.min(object.length(), MAX_PREFIX)) + "." + hash(what);
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String shortened(String note) {
    String text = note;
    while (text.getBytes(UTF_8).length > MAX_NOTE - 3) {
      text = text.substring(0, text.length() - 1 - Math.max(0, (text.length() - MAX_NOTE) / 2));
    }
    return text.length() == note.length() ? note : text + "…";
  }
}

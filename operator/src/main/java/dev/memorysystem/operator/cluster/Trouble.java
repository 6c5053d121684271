package dev.memorysystem.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Tells of what does not work and is tried again: what to do, once, and then now and then. */
public final class Trouble {
  private static final Logger LOG = Logger.getLogger(Trouble.class);
  private static final Duration NOW_AND_THEN = Duration.ofMinutes(5);

  private final String what;
  private final Clock clock;
  private Instant quietUntil = Instant.MIN;
  private String told = "";
  private volatile boolean missing;

  /**
   * @param what is tried, as in "cannot list or watch MemoryProfiles"
   */
  public Trouble(String what, Clock clock) {
    this.what = what;
    this.clock = clock;
  }

  /** Whether the API server said, last, that it knows no such resource. */
  boolean isMissing() {
    return missing;
  }

  public synchronized void with(Throwable problem) {
    missing = code(problem) == HttpURLConnection.HTTP_NOT_FOUND;
    String advice = advice(problem);
    Instant now = clock.instant();
    if (advice.equals(told) && now.isBefore(quietUntil)) {
      LOG.debugf("cannot %s: %s", what, reason(problem));
      return;
    }
    told = advice;
    quietUntil = now.plus(NOW_AND_THEN);
    LOG.warnf("cannot %s: %s (%s); trying again", what, advice, reason(problem));
  }

  /** It was heard of again. */
  public synchronized void isOver() {
    missing = false;
    if (!told.isEmpty()) {
      LOG.infof("can %s again", what);
      told = "";
      quietUntil = Instant.MIN;
    }
  }

  /** What to do about it. */
  public static String advice(Throwable problem) {
    return switch (code(problem)) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "the cluster does not know this resource; bring its definition back: helm show crds CHART"
              + " | kubectl apply --server-side -f -";
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "the operator lacks the right; bring the chart's ClusterRole and ClusterRoleBinding back:"
              + " helm upgrade";
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "the API server does not accept the operator's token; look at the ServiceAccount, then"
              + " restart the operator";
      case 0 -> "is the API server reachable?";
      default -> "the API server does not take it";
    };
  }

  /** The API server's words, without the request and the rest of its answer. */
  public static String reason(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException refused
          && refused.getStatus() != null
          && refused.getStatus().getMessage() != null) {
        return refused.getStatus().getMessage();
      }
    }
    return problem.toString();
  }

  private static int code(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException refused && refused.getCode() != 0) {
        return refused.getCode();
      }
    }
    return 0;
  }
}

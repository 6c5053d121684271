package dev.memorysystem.e2e.cluster;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Processes as the collector knows them. */
public final class Processes {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Processes() {}

  /** All that ever reported from the namespace. */
  public static List<JsonNode> of(String namespace) {
    return Cluster.collector("/api/v1/processes?namespace=" + namespace).valueStream().toList();
  }

  /** Waits until processes of that many containers of the pod report, and returns them. */
  public static List<JsonNode> awaitReporting(String namespace, String pod, int containers) {
    return await("%d reporting processes of pod %s/%s".formatted(containers, namespace, pod))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                of(namespace).stream()
                    .filter(process -> process.path("pod").asText().equals(pod))
                    .filter(process -> process.path("status").asText().equals("reporting"))
                    .toList(),
            processes -> processes.size() == containers);
  }
}

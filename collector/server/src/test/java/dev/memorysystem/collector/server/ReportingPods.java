package dev.memorysystem.collector.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.testkit.TestIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;

/**
 * Pods that report with a token of their own to a collector with identity.
 *
 * @param plain where the collector tells its ports
 */
record ReportingPods(TestIdentity identity, HttpClient client, URI plain) {
  /** One live set, that the collector takes; returns the instance that reported. */
  String report(String namespace, String pod, String uid) throws Exception {
    HttpResponse<String> health =
        client.send(
            HttpRequest.newBuilder(URI.create(plain + "q/health/ready")).build(),
            HttpResponse.BodyHandlers.ofString());
    int port = new ObjectMapper().readTree(health.body()).findValue("otlpHttpPort").asInt();
    String body =
        """
        {"resourceLogs":[{"resource":{"attributes":[
          {"key":"service.instance.id","value":{"stringValue":"of %2$s"}},
          {"key":"k8s.namespace.name","value":{"stringValue":"%1$s"}},
          {"key":"k8s.pod.name","value":{"stringValue":"%2$s"}},
          {"key":"k8s.pod.uid","value":{"stringValue":"%3$s"}},
          {"key":"k8s.container.name","value":{"stringValue":"app"}},
          {"key":"memory.workload.kind","value":{"stringValue":"Deployment"}},
          {"key":"memory.workload.name","value":{"stringValue":"orders"}}]},
         "scopeLogs":[{"logRecords":[{"eventName":"memory.live_set","timeUnixNano":"%4$d","attributes":[
          {"key":"memory.live_set.floor","value":{"intValue":"100000000"}},
          {"key":"memory.live_set.collections","value":{"intValue":"9"}}]}]}]}]}"""
            .formatted(namespace, pod, uid, Instant.now().toEpochMilli() * 1_000_000);
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:%d/v1/logs".formatted(port)))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + identity.pod(namespace, pod, uid).sign())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return "of " + pod;
  }
}

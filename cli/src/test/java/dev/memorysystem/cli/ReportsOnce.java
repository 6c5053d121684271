package dev.memorysystem.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/**
 * A program that reports one live set as an agent would, by what watch put into its environment.
 */
final class ReportsOnce {
  static final long FLOOR = 12_345_678;

  private ReportsOnce() {}

  public static void main(String[] arguments) throws Exception {
    Instant now = Instant.now();
    String body =
        """
        {"resourceLogs": [{
          "resource": {"attributes": [
            {"key": "service.name", "value": {"stringValue": "orders"}},
            {"key": "service.instance.id", "value": {"stringValue": "i-1"}},
            {"key": "memory.workload.kind", "value": {"stringValue": "Process"}}]},
          "scopeLogs": [{"logRecords": [{
            "eventName": "memory.live_set",
            "timeUnixNano": "%d",
            "attributes": [
              {"key": "memory.live_set.floor", "value": {"intValue": "%d"}},
              {"key": "memory.heap.limit", "value": {"intValue": "100000000"}}]}]}]}]}
        """
            .formatted(now.getEpochSecond() * 1_000_000_000L + now.getNano(), FLOOR);
    int status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(System.getenv("MEMORY_SYSTEM_ENDPOINT") + "/v1/logs"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    System.exit(status == 200 ? 0 : 1);
  }
}

package dev.memorysystem.collector.server;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Prometheus' scrape target. */
@Path("/metrics")
public class MetricsResource {
  private final CollectorLifecycle lifecycle;
  private final ServerConfig config;
  private final Asker asker;

  @Inject
  public MetricsResource(CollectorLifecycle lifecycle, ServerConfig config, Asker asker) {
    this.lifecycle = lifecycle;
    this.config = config;
    this.asker = asker;
  }

  @GET
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @Operation(
      summary = "The collector's own metrics and derived series of each workload",
      description =
          "Where callers are told apart, the series of workloads are for those alone who may read"
              + " everything, unless MEMORY_SYSTEM_METRICS_WORKLOADS is open.")
  public byte[] metrics() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (config.workloadMetricsOpen() || asker.readsEverything()) {
      lifecycle.collector().writeMetrics(out);
    } else {
      lifecycle.collector().writeOwnMetrics(out);
    }
    return out.toByteArray();
  }
}

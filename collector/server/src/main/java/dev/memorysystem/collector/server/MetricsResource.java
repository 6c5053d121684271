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

  @Inject
  public MetricsResource(CollectorLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @GET
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @Operation(summary = "The collector's own metrics and derived series of each workload")
  public byte[] metrics() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lifecycle.collector().writeMetrics(out);
    return out.toByteArray();
  }
}

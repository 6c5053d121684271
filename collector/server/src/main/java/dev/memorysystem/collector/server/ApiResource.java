package dev.memorysystem.collector.server;

import dev.memorysystem.analyzer.finding.Anomaly;
import dev.memorysystem.analyzer.finding.Assessment;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.Report;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.Collector;
import dev.memorysystem.collector.api.ClassCensus;
import dev.memorysystem.collector.api.DirectiveResult;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.Series;
import dev.memorysystem.collector.api.StackSamples;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the collector knows, to read. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ApiResource {
  private static final Duration DEFAULT_RANGE = Duration.ofHours(6);

  /** Minutes in an answer: two weeks of one metric of one process. */
  private static final int MAX_MINUTES = 20_160;

  private final CollectorLifecycle lifecycle;
  private final Asker asker;

  @Inject
  public ApiResource(CollectorLifecycle lifecycle, Asker asker) {
    this.lifecycle = lifecycle;
    this.asker = asker;
  }

  private Collector collector() {
    return lifecycle.collector();
  }

  @GET
  @Path("report")
  @Operation(
      summary = "All findings, assessments and anomalies",
      description = "The same JSON as `memory-system watch --json`. Unknown is absent.")
  public Report report() {
    return report(collector().report());
  }

  @GET
  @Path("findings")
  @Operation(summary = "Findings, by id")
  @APIResponse(responseCode = "200", description = "Findings; empty when there are none.")
  @APIResponse(responseCode = "400", description = "No such state.")
  public List<Finding> findings(
      @Parameter(description = "Only of workloads in this namespace.") @QueryParam("namespace")
          Optional<String> namespace,
      @Parameter(description = "Only in this state: suspected, confirmed or resolved.")
          @QueryParam("state")
          Optional<String> state) {
    Optional<FindingState> wanted = state.map(ApiResource::state);
    return report(collector().report()).findings().stream()
        .filter(finding -> isIn(namespace, finding.workload()))
        .filter(finding -> wanted.isEmpty() || wanted.get() == finding.state())
        .toList();
  }

  @GET
  @Path("findings/{id}")
  @Operation(summary = "One finding")
  @APIResponse(responseCode = "200", description = "The finding.")
  @APIResponse(responseCode = "404", description = "No such finding, or no longer.")
  public Finding finding(@PathParam("id") String id) {
    return collector()
        .finding(id)
        .filter(finding -> asker.mayRead(finding.workload()))
        .orElseThrow(
            () -> Problem.notFound("there is no such finding; /api/v1/findings lists all"));
  }

  @GET
  @Path("assessments")
  @Operation(summary = "What is said of each workload as a whole")
  public List<Assessment> assessments(
      @Parameter(description = "Only of workloads in this namespace.") @QueryParam("namespace")
          Optional<String> namespace) {
    return report(collector().report()).assessments().stream()
        .filter(assessment -> isIn(namespace, assessment.workload()))
        .toList();
  }

  @GET
  @Path("anomalies")
  @Operation(
      summary = "What is unusual and no leak",
      description =
          "Steps of the live set, bursts of allocation and collections that free little: by workload,"
              + " oldest first, a few each. `until` is absent while it goes on. They open, confirm and"
              + " resolve no finding.")
  public List<Anomaly> anomalies(
      @Parameter(description = "Only of workloads in this namespace.") @QueryParam("namespace")
          Optional<String> namespace) {
    return report(collector().report()).anomalies().stream()
        .filter(anomaly -> isIn(namespace, anomaly.workload()))
        .toList();
  }

  @GET
  @Path("processes")
  @Operation(
      summary = "Processes that report or did lately",
      description =
          "`status` is reporting, silent (nothing for three intervals, 45 s at least) or stopped (its agent said"
              + " so).")
  public List<ProcessInfo> processes(
      @Parameter(description = "Only of workloads in this namespace.") @QueryParam("namespace")
          Optional<String> namespace) {
    return collector().processes().stream()
        .filter(process -> asker.mayRead(process.workload()))
        .filter(process -> isIn(namespace, process.workload()))
        .toList();
  }

  @GET
  @Path("processes/{instanceId}/class-census")
  @Operation(
      summary = "What class censuses of a process found",
      description =
          "The last three that a directive of its MemoryProfile asked for, the newest first: objects"
              + " by class, compared with the census before. Empty when there was none.")
  @APIResponse(responseCode = "200", description = "Censuses.")
  @APIResponse(responseCode = "400", description = "Several namespaces have such a process.")
  @APIResponse(responseCode = "404", description = "No such process, or no longer.")
  @APIResponse(
      responseCode = "429",
      description =
          "The namespace or reader asks for too much: come back after Retry-After seconds.")
  public List<ClassCensus> classCensus(
      @PathParam("instanceId") String instanceId,
      @Parameter(description = "Namespace of the process; needed where two have such a one.")
          @QueryParam("namespace")
          Optional<String> namespace)
      throws IOException {
    return results(instanceId, namespace, ClassCensus.class);
  }

  @GET
  @Path("processes/{instanceId}/stack-samples")
  @Operation(
      summary = "Who worked in a process while stacks were sampled",
      description =
          "The last three times that a directive of its MemoryProfile asked for it, the newest first:"
              + " stacks of threads that ran, by how often they were seen. Empty when there was none.")
  @APIResponse(responseCode = "200", description = "Samples.")
  @APIResponse(responseCode = "400", description = "Several namespaces have such a process.")
  @APIResponse(responseCode = "404", description = "No such process, or no longer.")
  @APIResponse(
      responseCode = "429",
      description =
          "The namespace or reader asks for too much: come back after Retry-After seconds.")
  public List<StackSamples> stackSamples(
      @PathParam("instanceId") String instanceId,
      @Parameter(description = "Namespace of the process; needed where two have such a one.")
          @QueryParam("namespace")
          Optional<String> namespace)
      throws IOException {
    return results(instanceId, namespace, StackSamples.class);
  }

  private <T extends DirectiveResult> List<T> results(
      String instanceId, Optional<String> namespace, Class<T> type) throws IOException {
    List<ProcessInfo> found =
        processes(namespace).stream()
            .filter(process -> process.instanceId().equals(instanceId))
            .toList();
    if (found.isEmpty()) {
      throw Problem.notFound("there is no such process; /api/v1/processes lists all");
    }
    if (found.size() > 1) {
      throw Problem.badRequest("several namespaces have such a process: name one, namespace");
    }
    asker.asks();
    return collector().results(found.getFirst(), type);
  }

  @GET
  @Path("series")
  @Operation(
      summary = "Series of a workload, one row a minute",
      description = "Minimum, maximum and last value of each minute, by process and attributes.")
  @APIResponse(
      responseCode = "200",
      description =
          "Series; at most 20,160 rows together, from as many minutes of processes looked through.")
  @APIResponse(responseCode = "400", description = "No workload named, or no time.")
  @APIResponse(responseCode = "403", description = "A workload of another namespace.")
  @APIResponse(
      responseCode = "429",
      description =
          "The namespace or reader asks for too much: come back after Retry-After seconds.")
  public List<Series> series(
      @Parameter(description = "Namespace; absent outside Kubernetes.")
          @QueryParam("namespace")
          @DefaultValue("")
          String namespace,
      @Parameter(description = "Kind of the owner, for example Deployment; Process outside.")
          @QueryParam("kind")
          Optional<String> kind,
      @Parameter(description = "Name of the owner.") @QueryParam("name") Optional<String> name,
      @Parameter(description = "Container; absent outside Kubernetes.")
          @QueryParam("container")
          @DefaultValue("")
          String container,
      @Parameter(description = "For example memory.live_set.floor; all when absent.")
          @QueryParam("metric")
          @DefaultValue("")
          String metric,
      @Parameter(description = "RFC 3339; six hours before `to` when absent.") @QueryParam("from")
          Optional<String> from,
      @Parameter(description = "RFC 3339; now when absent.") @QueryParam("to") Optional<String> to)
      throws IOException {
    if (kind.isEmpty() || name.isEmpty()) {
      throw Problem.badRequest(
          "name the workload: kind and name, and in Kubernetes namespace and container");
    }
    Workload workload = new Workload(namespace, kind.get(), name.get(), container);
    if (!asker.mayRead(workload)) {
      throw Problem.forbidden(
          "a pod reads its own namespace alone; namespace must be the one of the token's pod");
    }
    Instant end = to.map(text -> time("to", text)).orElseGet(Instant::now);
    Instant begin = from.map(text -> time("from", text)).orElse(end.minus(DEFAULT_RANGE));
    return asker.series(() -> collector().series(workload, metric, begin, end, MAX_MINUTES));
  }

  /** What of it is the asker's to read. */
  private Report report(Report all) {
    return new Report(
        all.findings().stream().filter(each -> asker.mayRead(each.workload())).toList(),
        all.assessments().stream().filter(each -> asker.mayRead(each.workload())).toList(),
        all.anomalies().stream().filter(each -> asker.mayRead(each.workload())).toList());
  }

  private static boolean isIn(Optional<String> namespace, Workload workload) {
    return namespace.isEmpty() || namespace.get().equals(workload.namespace());
  }

  private static FindingState state(String name) {
    return Arrays.stream(FindingState.values())
        .filter(state -> state.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.badRequest("state must be suspected, confirmed or resolved"));
  }

  private static Instant time(String parameter, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.badRequest(
          "%s must be an RFC 3339 time in UTC, such as 2026-03-01T09:00:00Z".formatted(parameter));
    }
  }
}

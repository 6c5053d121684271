package dev.memorysystem.collector.server;

import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Change;
import dev.memorysystem.collector.api.Series;
import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.read.OverLimit;
import dev.memorysystem.collector.read.ReadQuota;
import dev.memorysystem.collector.store.SeriesStore;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who asks, and what of all that is known is theirs to read. */
@RequestScoped
public class Asker {
  private final RoutingContext context;
  private final Doorkeeper doorkeeper;

  @Inject
  public Asker(RoutingContext context, Doorkeeper doorkeeper) {
    this.context = context;
    this.doorkeeper = doorkeeper;
  }

  /** Anybody where callers are not told apart. */
  Caller caller() {
    return doorkeeper.verified(context).caller();
  }

  boolean mayRead(Workload workload) {
    return caller().mayRead(workload.namespace());
  }

  /** On the plain port nobody reads everything. */
  boolean readsEverything() {
    return context.request().isSSL() && caller().readsEverything();
  }

  /** When an answer that goes on has to end. */
  Instant until() {
    return doorkeeper.verified(context).expires();
  }

  /** The answer goes on and on. */
  void streams() {
    Optional<ReadQuota.Reading> reading = Doorkeeper.reading(context);
    if (reading.isPresent()) {
      try {
        reading.get().stream();
      } catch (OverLimit over) {
        throw Problem.overLimit(over);
      }
    }
  }

  /** Asks for something that is read from the disk. */
  void asks() {
    Optional<ReadQuota.Reading> reading = Doorkeeper.reading(context);
    if (reading.isPresent()) {
      try {
        reading.get().query();
      } catch (OverLimit over) {
        throw Problem.overLimit(over);
      }
    }
  }

  /** Asks for series, and counts what that takes. */
  List<Series> series(Query query) throws IOException {
    Optional<ReadQuota.Reading> reading = Doorkeeper.reading(context);
    if (reading.isEmpty()) {
      return query.run().series();
    }
    asks();
    SeriesStore.Found found = query.run();
    reading.get().looked(found.rows());
    return found.series();
  }

  /** A question for series. */
  @FunctionalInterface
  interface Query {
    SeriesStore.Found run() throws IOException;
  }

  /** Whether a caller may be told of a change. */
  static boolean mayRead(Caller caller, Change change) {
    return switch (change) {
      case Change.FindingChanged(var finding) -> caller.mayRead(finding.workload().namespace());
      case Change.AssessmentChanged(var assessment) ->
          caller.mayRead(assessment.workload().namespace());
      case Change.AnomaliesChanged(var anomalies) ->
          caller.mayRead(anomalies.workload().namespace());
      case Change.ProcessChanged(var process) -> caller.mayRead(process.workload().namespace());
      case Change.Removed removed -> caller.mayRead(removed.workload().namespace());
      case Change.Synced() -> true;
    };
  }
}

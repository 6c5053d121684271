package dev.memorysystem.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.collector.api.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Containers, each a workload with a state of its own in memory, that report in turn. */
@State(Scope.Benchmark)
public class Fleet {
  /** System property: where {@link Prepared} was written. */
  static final String FOLDER = "scale.prepared";

  @Param({"10000"})
  int containers;

  @Param({"DAY"})
  History history = History.DAY;

  final ObjectMapper json = Json.mapper();
  private List<Container> all = List.of();
  private int next;

  /** One container, where it is in what it reports, and what peers would remember of it. */
  static final class Container {
    final Prepared prepared;
    final Window window = new Window();
    WorkloadState state;
    private int at;

    Container(Prepared prepared, WorkloadState state, int at) {
      this.prepared = prepared;
      this.state = state;
      this.at = at;
    }
  }

  /** Reads the states: each container has its own copy. */
  @Setup(Level.Trial)
  public void read() throws IOException {
    Path folder = Path.of(System.getProperty(FOLDER, "target/bench/analyzer-states"));
    List<Prepared> services = new ArrayList<>();
    for (Service service : Service.all()) {
      services.add(Prepared.read(folder, history, service));
    }
    List<Container> read = new ArrayList<>(containers);
    for (int i = 0; i < containers; i++) {
      // of one container: the middle of the road, not the first service drawn
      Prepared prepared = services.get(i % services.size());
      int state = i / services.size() % prepared.states().size();
      read.add(new Container(prepared, state(prepared, state), state * Prepared.APART));
    }
    all = read;
    next = 0;
  }

  private WorkloadState state(Prepared prepared, int number) throws IOException {
    return json.readValue(prepared.states().get(number), WorkloadState.class);
  }

  /** The container that reports next. */
  Container container() {
    Container container = all.get(next);
    next = next + 1 == all.size() ? 0 : next + 1;
    return container;
  }

  /** What it reports; after an hour it is back where it began. */
  Service.Report report(Container container) throws IOException {
    if (container.at == Prepared.STRETCH) {
      container.at = 0;
      container.state = state(container.prepared, 0);
    }
    return container.prepared.reports().get(container.at++);
  }
}

package dev.memorysystem.collector.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.memorysystem.analyzer.Decision;
import dev.memorysystem.analyzer.Step;
import dev.memorysystem.analyzer.WorkloadAnalysis;
import dev.memorysystem.analyzer.WorkloadState;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Json;
import dev.memorysystem.collector.store.StateStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the analyzer's fold, one state a workload. States not lately used live in the store alone;
 * those changed since the last commit are held until it succeeded. Used by one thread, and what it
 * gives to be stored by another.
 */
public final class Analysis {
  private static final System.Logger LOG = System.getLogger(Analysis.class.getName());

  /** Part of the heap that states may take between commits. */
  private static final int PART_OF_HEAP = 4;

  /** Bytes of a state in memory for each character of its JSON; measured: 1.5 to 2. */
  private static final int BYTES_PER_CHARACTER = 2;

  private final StateStore store;
  private final Runnable onFailure;
  private final ObjectMapper json = Json.mapper();

  /** A state of 0.1.0 has its one finding outside a list. */
  private final ObjectReader states =
      json.readerFor(WorkloadState.class).with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);

  private final long maxBytes = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
  private final Map<Workload, Long> bytes = new HashMap<>();
  private long heldBytes;
  private final LinkedHashMap<Workload, WorkloadState> held = new LinkedHashMap<>(64, 0.75f, true);
  private final Set<Workload> changed = new HashSet<>();
  private Changed takenLast = new Changed(Map.of(), json);

  /**
   * @param onFailure told when the fold failed on a signal, which is then left out
   */
  public Analysis(StateStore store, Runnable onFailure) {
    this.store = store;
    this.onFailure = onFailure;
  }

  /**
   * Folds one signal in. A fold that says it learnt nothing returns the very state it was given.
   */
  @SuppressWarnings("ReferenceEquality")
  public List<Decision> fold(Signal signal) throws IOException {
    Workload workload = signal.workload();
    WorkloadState before = state(workload);
    Step step = step(before, signal);
    held.put(workload, step.state());
    if (step.state() != before) {
      changed.add(workload);
    }
    return step.decisions();
  }

  /** The state of a workload as it stands; the initial one of an unknown workload. */
  public WorkloadState state(Workload workload) throws IOException {
    WorkloadState known = held.get(workload);
    if (known == null) {
      known = stored(workload);
      held.put(workload, known);
    }
    return known;
  }

  private Step step(WorkloadState before, Signal signal) {
    try {
      return WorkloadAnalysis.step(before, signal);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "the analysis of %s failed on a %s and goes on without it"
              .formatted(signal.workload().key(), signal.getClass().getSimpleName()),
          e);
      onFailure.run();
      return new Step(before, List.of());
    }
  }

  /** Reads a state; of other layouts those before can be continued. */
  private WorkloadState stored(Workload workload) throws IOException {
    String text = store.state(workload).orElse("");
    weigh(workload, 1 + (long) text.length() * BYTES_PER_CHARACTER);
    if (!text.isEmpty()) {
      try {
        JsonNode tree = json.readTree(text);
        if (WorkloadState.isReadable(tree.path("version").asInt())) {
          OlderLayouts.pack(tree);
          return states.readValue(tree, WorkloadState.class).migrated();
        }
        LOG.log(Level.INFO, "the analysis of {0} starts afresh after an upgrade", workload.key());
      } catch (JsonProcessingException e) {
        LOG.log(
            Level.WARNING,
            "the analysis of %s starts afresh: its state cannot be read".formatted(workload.key()),
            e);
      }
    }
    return WorkloadAnalysis.initial(workload);
  }

  /** States changed since the last time; once they are in the store, those before may go. */
  public Changed takeChanged() {
    letGo();
    Map<Workload, WorkloadState> states = HashMap.newHashMap(changed.size());
    changed.forEach(workload -> states.put(workload, held.get(workload)));
    changed.clear();
    Changed taken = new Changed(states, json);
    takenLast = taken;
    return taken;
  }

  /** What was taken before is stored: what is least lately used can be read from there again. */
  private void letGo() {
    takenLast.sizes().forEach((workload, size) -> weigh(workload, size * BYTES_PER_CHARACTER));
    var oldest = held.keySet().iterator();
    while (heldBytes > maxBytes && oldest.hasNext()) {
      Workload workload = oldest.next();
      if (!changed.contains(workload)) {
        weigh(workload, 0);
        oldest.remove();
      }
    }
  }

  /** States to be stored, while the fold goes on with others. */
  public static final class Changed {
    private final Map<Workload, WorkloadState> states;
    private final ObjectMapper json;
    private final Map<Workload, Long> sizes = new HashMap<>();

    private Changed(Map<Workload, WorkloadState> states, ObjectMapper json) {
      this.states = states;
      this.json = json;
    }

    /** The states as the store keeps them. */
    public Map<Workload, String> texts() throws IOException {
      Map<Workload, String> texts = HashMap.newHashMap(states.size());
      for (Map.Entry<Workload, WorkloadState> state : states.entrySet()) {
        String text = json.writeValueAsString(state.getValue());
        sizes.put(state.getKey(), (long) text.length());
        texts.put(state.getKey(), text);
      }
      return texts;
    }

    /** Characters of each; after {@link #texts()}. */
    private Map<Workload, Long> sizes() {
      return sizes;
    }
  }

  private void weigh(Workload workload, long now) {
    Long before = now == 0 ? bytes.remove(workload) : bytes.put(workload, now);
    heldBytes += now - (before == null ? 0 : before);
  }

  /** Forgets what is held, after the store forgot some of it. */
  public void reload() {
    held.clear();
    bytes.clear();
    heldBytes = 0;
    takenLast = new Changed(Map.of(), json);
    changed.clear();
  }
}

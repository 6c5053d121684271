package dev.memorysystem.agent.plan;

import dev.memorysystem.agent.directive.Directive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is to look at, as `GET /v1/plan` of the collector says. It allows less than the
 * pod's settings, never more; what it does not say is as without it.
 */
public final class Plan {
  /** Of a collector that says nothing. */
  public static final Plan DEFAULT =
      new Plan(
          "",
          true,
          Double.MAX_VALUE,
          true,
          true,
          Double.MAX_VALUE,
          Collections.emptyList(),
          Collections.emptySet(),
          Double.MAX_VALUE,
          Collections.emptyList());

  private static final int MAX_RULES = 32;

  /** As many sites as a record of paths has: docs/signals.yaml, memory.retained_path. */
  private static final int MAX_TARGETS = 32;

  private static final int MAX_FRAMES = 32;
  private static final int MAX_DIRECTIVES = 8;

  /** Bytes that a directive may write when it does not say. */
  private static final double DEFAULT_BYTES = 1L << 30;

  /** Seconds that a directive goes on when it does not say. */
  private static final double DEFAULT_DURATION = 30;

  private final String etag;
  private final boolean sampling;
  private final double samplingCores;
  private final boolean walks;
  private final boolean paths;
  private final double walkCores;
  private final List<Target> targets;
  private final Set<String> rules;
  private final double ruleCores;
  private final List<Directive> directives;

  private Plan(
      String etag,
      boolean sampling,
      double samplingCores,
      boolean walks,
      boolean paths,
      double walkCores,
      List<Target> targets,
      Set<String> rules,
      double ruleCores,
      List<Directive> directives) {
    this.etag = etag;
    this.sampling = sampling;
    this.samplingCores = samplingCores;
    this.walks = walks;
    this.paths = paths;
    this.walkCores = walkCores;
    this.targets = targets;
    this.rules = rules;
    this.ruleCores = ruleCores;
    this.directives = directives;
  }

  /**
   * @param etag of the answer
   * @param json UTF-8; members that this version does not know are left out
   * @throws IOException when it is no plan: nothing of it is taken over
   */
  public static Plan read(String etag, byte[] json) throws IOException {
    Map<?, ?> plan = object(Json.read(json));
    Map<?, ?> sampling = object(plan.get("sampling"));
    Map<?, ?> walk = object(plan.get("walk"));
    Map<?, ?> rules = object(plan.get("rules"));
    return new Plan(
        etag,
        flag(sampling, "enabled"),
        number(sampling, "budget_cores", Double.MAX_VALUE),
        flag(walk, "enabled"),
        flag(walk, "paths"),
        number(walk, "budget_cores", Double.MAX_VALUE),
        targets(walk),
        rules(rules),
        number(rules, "budget_cores", Double.MAX_VALUE),
        directives(plan));
  }

  /** By which the collector knows it; empty where it has none. */
  public String etag() {
    return etag;
  }

  /** Whether allocations are to be sampled. */
  public boolean samples() {
    return sampling;
  }

  /** Share of a core that sampling may take, at most. */
  public double samplingCores() {
    return samplingCores;
  }

  /** Whether the heap is to be walked. */
  public boolean walks() {
    return walks;
  }

  /** Whether walks are to look for what holds the samples. */
  public boolean looksForPaths() {
    return paths;
  }

  /** Share of a core that walks may take, at most. */
  public double walkCores() {
    return walkCores;
  }

  /** Sites to whose samples the path is wanted. */
  public List<Target> targets() {
    return targets;
  }

  /** Names of the rules that are to watch; none where it does not say. */
  public Set<String> rules() {
    return rules;
  }

  /** Share of a core that each of them may take, at most. */
  public double ruleCores() {
    return ruleCores;
  }

  /** What is to be done, once in the life of the process. */
  public List<Directive> directives() {
    return directives;
  }

  private static List<Directive> directives(Map<?, ?> plan) throws IOException {
    List<Directive> directives = new ArrayList<>();
    for (Object each : list(plan.get("directives"))) {
      if (directives.size() < MAX_DIRECTIVES) {
        Map<?, ?> directive = object(each);
        directives.add(
            new Directive(
                text(directive.get("id")),
                text(directive.get("kind")),
                number(directive, "max_pause_seconds", Double.MAX_VALUE),
                (long) number(directive, "max_bytes", DEFAULT_BYTES),
                number(directive, "duration_seconds", DEFAULT_DURATION)));
      }
    }
    return Collections.unmodifiableList(directives);
  }

  private static Set<String> rules(Map<?, ?> rules) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (Object name : list(rules.get("enabled"))) {
      if (names.size() < MAX_RULES) {
        names.add(text(name));
      }
    }
    return Collections.unmodifiableSet(names);
  }

  private static List<Target> targets(Map<?, ?> walk) throws IOException {
    List<Target> targets = new ArrayList<>();
    for (Object each : list(walk.get("targets"))) {
      if (targets.size() < MAX_TARGETS) {
        Map<?, ?> target = object(each);
        targets.add(new Target(text(target.get("type")), frames(target)));
      }
    }
    return Collections.unmodifiableList(targets);
  }

  private static List<String> frames(Map<?, ?> target) throws IOException {
    List<String> frames = new ArrayList<>();
    for (Object frame : list(target.get("frames"))) {
      if (frames.size() < MAX_FRAMES) {
        frames.add(text(frame));
      }
    }
    return Collections.unmodifiableList(frames);
  }

  private static boolean flag(Map<?, ?> members, String name) throws IOException {
    Object value = members.get(name);
    if (value == null || value instanceof Boolean) {
      return !Boolean.FALSE.equals(value);
    }
    throw new IOException(name + " is neither true nor false");
  }

  private static double number(Map<?, ?> members, String name, double otherwise)
      throws IOException {
    Object value = members.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Double && (Double) value >= 0) {
      return (Double) value;
    }
    throw new IOException(name + " is no number from 0");
  }

  private static Map<?, ?> object(@Nullable Object value) throws IOException {
    if (value == null) {
      return Collections.emptyMap();
    }
    if (value instanceof Map) {
      return (Map<?, ?>) value;
    }
    throw new IOException("not an object");
  }

  private static List<?> list(@Nullable Object value) throws IOException {
    if (value == null) {
      return Collections.emptyList();
    }
    if (value instanceof List) {
      return (List<?>) value;
    }
    throw new IOException("not an array");
  }

  private static String text(@Nullable Object value) throws IOException {
    if (value instanceof String) {
      return (String) value;
    }
    throw new IOException("not a text");
  }
}

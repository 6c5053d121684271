package dev.memorysystem.analyzer.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent of one process is to look at, and what that may cost. Agents fetch it as JSON
 * ({@code GET /v1/plan}); what is absent there is the agent's own default.
 *
 * @param directives each is run once
 */
public record Plan(Sampling sampling, Walk walk, Rules rules, List<Directive> directives) {
  /** Says nothing: every agent goes on as its pod's settings have it. */
  public static final Plan DEFAULT =
      new Plan(
          new Sampling(true, null), new Walk(true, true, null, List.of()), Rules.NONE, List.of());

  public Plan {
    directives = List.copyOf(directives);
  }

  /**
   * Rung 1: sampled allocations that survive.
   *
   * @param budgetCores share of a core, below the pod's own; absent: the pod's own
   */
  public record Sampling(boolean enabled, @Nullable Double budgetCores) {}

  /**
   * Rung 3: walks of the heap, which count what containers have.
   *
   * @param paths whether what holds the samples is looked for, too
   * @param budgetCores share of a core, below the pod's own; absent: the pod's own
   * @param targets sites to whose samples the path is wanted, first of all
   */
  public record Walk(
      boolean enabled, boolean paths, @Nullable Double budgetCores, List<Target> targets) {
    public Walk {
      targets = List.copyOf(targets);
    }
  }

  /**
   * Rules that change classes: what is watched from its beginning to its end.
   *
   * @param enabled their names; one that an agent does not have is left out
   */
  public record Rules(List<String> enabled) {
    public static final Rules NONE = new Rules(List.of());

    public static final String UNCLOSED_RESOURCES = "unclosed_resources";
    public static final String RUNNING_EXECUTORS = "running_executors";
    public static final String STAYING_CLASS_LOADERS = "staying_class_loaders";

    public static final Rules ALL =
        new Rules(List.of(UNCLOSED_RESOURCES, RUNNING_EXECUTORS, STAYING_CLASS_LOADERS));

    public Rules {
      enabled = List.copyOf(enabled);
    }
  }

  /**
   * An allocation site.
   *
   * @param type class that stands for its samples
   * @param frames a stretch of its allocation stack, innermost first
   */
  public record Target(String type, List<String> frames) {
    public Target {
      frames = List.copyOf(frames);
    }
  }

  Plan targeting(List<Target> targets) {
    return new Plan(
        sampling, new Walk(walk.enabled(), true, walk.budgetCores(), targets), rules, directives);
  }

  Plan with(Rules others) {
    return new Plan(sampling, walk, others, directives);
  }

  /** With more directives, after those it has. */
  public Plan with(List<Directive> more) {
    List<Directive> all = new ArrayList<>(directives);
    all.addAll(more);
    return new Plan(sampling, walk, rules, all);
  }
}

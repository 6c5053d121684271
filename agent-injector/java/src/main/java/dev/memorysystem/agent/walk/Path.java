package dev.memorysystem.agent.walk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A path from a root to an object; equal for objects that are held in the same way. */
public final class Path {
  /** docs/signals.yaml, memory.containers. */
  private static final int MAX_STEPS = 16;

  /** Steps that are kept from the beginning of a longer one. */
  private static final int FIRST_STEPS = 6;

  private static final String LEFT_OUT = "…";

  private final Root root;
  private final Step[] steps;
  private final int hash;

  Path(Root root, Step[] steps) {
    this.root = root;
    this.steps = steps;
    int mixed = root.text().hashCode();
    for (Step step : steps) {
      mixed = mixed * 31 + step.hash();
    }
    this.hash = mixed;
  }

  public Root root() {
    return root;
  }

  Step[] all() {
    return steps;
  }

  /** The first steps. */
  Path first(int count) {
    return new Path(root, Arrays.copyOf(steps, count));
  }

  /** Without the steps within linked structures; the same where it has none. */
  Path withoutLinks() {
    Step[] kept = Arrays.stream(steps).filter(step -> !step.isLink()).toArray(Step[]::new);
    return kept.length == steps.length || kept.length == 0 ? this : new Path(root, kept);
  }

  /** At most 16 steps, the middle left out. */
  public List<String> steps() {
    List<String> all = new ArrayList<>();
    for (Step step : steps) {
      all.add(step.text());
    }
    if (all.size() <= MAX_STEPS) {
      return all;
    }
    List<String> shortened = new ArrayList<>(all.subList(0, FIRST_STEPS));
    shortened.add(LEFT_OUT);
    shortened.addAll(all.subList(all.size() - (MAX_STEPS - FIRST_STEPS - 1), all.size()));
    return Collections.unmodifiableList(shortened);
  }

  /**
   * The field nearest to the end that is one of the application's or a library's; the inside of a
   * hash table only where nothing else is.
   */
  public Optional<String> holder() {
    Optional<String> owner = holder(false);
    return owner.isPresent() ? owner : holder(true);
  }

  private Optional<String> holder(boolean tablesToo) {
    for (int i = steps.length - 1; i >= 0; i--) {
      if (steps[i].hasHolder() && (tablesToo || !steps[i].isTable())) {
        return Optional.ofNullable(steps[i].holder());
      }
    }
    return Optional.empty();
  }

  /** Whether a field of the application's leads to the innermost array or collection on it. */
  boolean hasHolderOfElements() {
    int last = Arrays.asList(steps).lastIndexOf(Step.ELEMENT);
    return (last < 0 ? this : first(last)).holder().isPresent();
  }

  /** Whether several objects can have this path at the same time. */
  boolean isShared() {
    return root.hasMany() || Arrays.asList(steps).contains(Step.ELEMENT);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Path)) {
      return false;
    }
    Path that = (Path) other;
    if (hash != that.hash || root != that.root || steps.length != that.steps.length) {
      return false;
    }
    for (int i = 0; i < steps.length; i++) {
      if (!steps[i].isLike(that.steps[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}

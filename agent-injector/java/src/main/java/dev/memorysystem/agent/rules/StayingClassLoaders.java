package dev.memorysystem.agent.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Class loaders that were made and are never collected, whether closed or not. */
public final class StayingClassLoaders implements Rule {
  /** Share of a core; chosen: loaders are made rarely, or that is the finding. */
  private static final double BUDGET = 0.001;

  @Override
  public String name() {
    return "staying_class_loaders";
  }

  @Override
  public List<Watched> watched() {
    return Collections.unmodifiableList(
        Arrays.asList(
            Watched.jdk("java.lang.ClassLoader"), Watched.jdk("java.net.URLClassLoader")));
  }

  @Override
  public boolean hasToBeEnded() {
    return false;
  }

  @Override
  public double budgetCores() {
    return BUDGET;
  }
}

package dev.memorysystem.agent.rules;

import java.util.List;

/**
 * What is watched from its beginning to its end, by a few lines woven into constructors and closing
 * methods. A plugin: found by ServiceLoader in the agent's own jar.
 */
public interface Rule {
  /** As plans and records have it, in snake case. */
  String name();

  /** Where it begins and ends. */
  List<Watched> watched();

  /**
   * Whether an object that became garbage before its end was left open. False where becoming
   * garbage is the end.
   */
  boolean hasToBeEnded();

  /** Share of a core that it may take; beyond it it is removed. */
  double budgetCores();
}

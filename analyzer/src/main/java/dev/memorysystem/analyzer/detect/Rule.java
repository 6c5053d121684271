package dev.memorysystem.analyzer.detect;

/** One question asked of a process. */
interface Rule {
  /** Short name, as it stands in a finding's evidence. */
  String name();

  Answer judge(Observation seen);
}

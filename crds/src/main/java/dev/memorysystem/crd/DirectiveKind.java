package dev.memorysystem.crd;

/** What an agent is asked to do once. The names are the wire names. */
public enum DirectiveKind {
  ClassCensus,
  StackSamples,
  HeapDump
}

package dev.memorysystem.operator.status;

/** The conditions of a MemoryProfile; the names are the types. */
public enum ConditionType {
  /** The profile is followed and the collector answers. */
  Ready,
  /** Every pod that should carry the agent does. */
  Injected,
  /** Every injected pod with a supported runtime reports. */
  Collecting,
  /** A leak is confirmed. */
  LeakDetected,
  /** Every workload's pods carry the present agent; only with {@code rollout: OnChange}. */
  RolledOut
}

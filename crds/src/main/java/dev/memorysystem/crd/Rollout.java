package dev.memorysystem.crd;

/** Whether running pods are restarted for a change. The names are the wire names. */
public enum Rollout {
  Never,
  OnChange
}

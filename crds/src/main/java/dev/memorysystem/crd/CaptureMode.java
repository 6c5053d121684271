package dev.memorysystem.crd;

/** When something is recorded. The names are the wire names. */
public enum CaptureMode {
  Never,
  OnSuspicion,
  Always
}

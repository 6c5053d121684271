package org.pacedload;

/** Requests a second, by the time since the load began. */
@FunctionalInterface
public interface Rate {
  /**
   * @param seconds since the load began
   * @return requests a second, above 0
   */
  double at(double seconds);

  /** The same all the time. */
  static Rate steady(double perSecond) {
    return seconds -> perSecond;
  }

  /** From one moment on a multiple of what it was. */
  static Rate step(double perSecond, double factor, double atSeconds) {
    return seconds -> seconds < atSeconds ? perSecond : perSecond * factor;
  }

  /** Rises evenly, then stays. */
  static Rate ramp(double from, double to, double overSeconds) {
    return seconds -> from + (to - from) * Math.min(1, seconds / overSeconds);
  }

  /** Busy for a part of each period, quiet for the rest of it. */
  static Rate bursts(double quiet, double busy, double periodSeconds, double busySeconds) {
    return seconds -> seconds % periodSeconds < busySeconds ? busy : quiet;
  }
}

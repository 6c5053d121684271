package dev.memorysystem.analyzer.detect;

/**
 * How the live set of a process moved. Bytes and seconds.
 *
 * @param bytesPerHour median slope
 * @param low lower end of its 95 % interval, per hour
 * @param high upper end, per hour
 * @param first level at the beginning, on the line
 * @param last level now, on the line
 * @param fromSecond beginning, in seconds since the process's origin
 * @param seconds how long it was watched, warm-up left out
 * @param samples points used
 * @param oldCycles old-generation cycles completed meanwhile
 * @param z standard score of the trend
 * @param proven whether z also holds for someone who looks again at every point
 */
public record Growth(
    double bytesPerHour,
    double low,
    double high,
    long first,
    long last,
    long fromSecond,
    long seconds,
    int samples,
    long oldCycles,
    double z,
    boolean proven) {
  /**
   * Share of what was free at the beginning that the growth has used.
   *
   * @param limit bytes
   */
  double used(double limit) {
    double free = limit - first;
    return free <= 0 ? 0 : Math.clamp((last - first) / free, 0, 1);
  }
}

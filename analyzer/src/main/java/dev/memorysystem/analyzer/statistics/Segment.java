package dev.memorysystem.analyzer.statistics;

/**
 * A stretch of a series that is one straight line.
 *
 * @param from index of its first point
 * @param to index behind its last
 * @param first the line's value at its first point
 * @param last the line's value at its last point
 * @param slope units of the values per second
 * @param slopeError standard error of the slope
 */
public record Segment(
    int from, int to, double first, double last, double slope, double slopeError) {
  public int size() {
    return to - from;
  }
}

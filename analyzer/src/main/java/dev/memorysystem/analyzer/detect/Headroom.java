package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.series.Gauge;
import dev.memorysystem.analyzer.series.Limits;
import dev.memorysystem.analyzer.series.Limits.Binding;
import dev.memorysystem.analyzer.series.Point;
import java.util.List;

/**
 * What lies between a level and the limit that it meets, beside growth. The heap fills before its
 * live set is as large as the container leaves room for, because the runtime takes more than what
 * is live; and floors hold garbage that is only collected when memory is short.
 *
 * @param level at which the limit is met, in the unit of what is judged
 * @param garbage part of the level now that is given back before the limit is met
 * @param garbageSlope by how much that grew a second
 */
record Headroom(double level, double garbage, double garbageSlope) {
  /**
   * Garbage in a floor, as a share of what the heap has taken. G1 stops collecting when that much
   * of it could be reclaimed ({@code G1HeapWastePercent}, 5), at most.
   */
  private static final double GARBAGE = 0.03;

  /** Share of what the heap has taken that its live set is at least taken to be. */
  private static final double LEAST_LIVE = 0.3;

  /** Of the heap, whose floors are those. */
  static Headroom of(Limits limits, Binding binding, List<Point> floors) {
    if (floors.isEmpty()) {
      return new Headroom(binding.level(), 0, 0);
    }
    Point first = floors.getFirst();
    Point last = floors.getLast();
    Long before = limits.committed(first.second());
    Long now = limits.committed(last.second());
    Long anonymous = limits.anonymous();
    if (before == null || now == null) {
      return new Headroom(binding.level(), 0, 0);
    }
    if (binding.isContainer() && anonymous != null) {
      double live = live(last.bytes() - first.bytes(), now - before, last.bytes(), now);
      double left = Math.max(0, binding.bytes() - anonymous);
      return new Headroom(Math.min(binding.level(), last.bytes() + live * left), 0, 0);
    }
    double seconds = Math.max(1, last.second() - first.second());
    return new Headroom(binding.level(), GARBAGE * now, GARBAGE * (now - before) / seconds);
  }

  /** Share of what the heap takes more that is live: as it was, else as it is of all. */
  private static double live(double grown, double taken, double floor, double all) {
    double share = taken > 0 && grown > 0 ? grown / taken : floor / Math.max(1, all);
    return Math.clamp(share, LEAST_LIVE, 1);
  }

  /** Of a resource beside the heap, whose level is so much. */
  static Headroom of(Gauge gauge, Binding binding, double level) {
    Long taken = gauge.taken();
    Long beside = gauge.besideNow();
    if (binding.isContainer()) {
      return new Headroom(
          beside == null ? binding.level() : Math.max(0, binding.bytes() - beside), 0, 0);
    }
    double used = taken == null || taken <= 0 ? 1 : Math.clamp(level / taken, LEAST_LIVE, 1);
    return new Headroom(binding.level() * used, 0, 0);
  }
}

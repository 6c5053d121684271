package dev.memorysystem.jvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request costs with a tool turned on and off by turns in one warm JVM. Two JVMs of the same
 * service differ by several per cent, by what their compilers chose; within one, nothing but the
 * tool differs from one window to the next.
 */
final class SwitchedCpu {
  /** Seconds of load between a turn and the window measured. */
  private static final double SETTLING = 2;

  /**
   * Of load in a window, seconds: one report and one walk of our agent's, and short, so that little
   * else changes from one to the next.
   */
  private static final double WINDOW = 15;

  /** Of windows; every other begins with the tool on. */
  private static final int PAIRS = 4;

  private SwitchedCpu() {}

  /** Per cent by which each window with the tool costs more than the one beside it without. */
  static List<Double> added(ServiceProcess service, Switch tool, double rate)
      throws IOException, InterruptedException {
    Load load = new Load(service.address());
    List<Double> added = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      boolean onFirst = pair % 2 == 0;
      double first = window(service, load, tool, onFirst, rate);
      double second = window(service, load, tool, !onFirst, rate);
      added.add(100 * (onFirst ? first / second - 1 : second / first - 1));
    }
    return added;
  }

  private static double window(
      ServiceProcess service, Load load, Switch tool, boolean on, double rate)
      throws IOException, InterruptedException {
    tool.turn(service.pid(), on);
    load.run(rate, SETTLING);
    double before = service.cpu();
    long requests = load.run(rate, WINDOW);
    return (service.cpu() - before) / requests;
  }
}

package dev.memorysystem.jvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one service under one tool needed.
 *
 * @param startUp milliseconds until the first answer
 * @param cpu milliseconds a request, all threads of the JVM
 * @param resident MiB at the end
 * @param stopped milliseconds a minute, but for collections
 * @param collecting milliseconds a minute that collections stopped it
 * @param longest milliseconds, the longest stop that was no collection
 * @param added per cent of CPU, a figure for each time the tool was turned off and on again; none
 *     where it cannot be
 */
record Run(
    double startUp,
    double cpu,
    double resident,
    double stopped,
    double collecting,
    double longest,
    List<Double> added) {
  /** Loads a started service: first to warm it up, then to measure it. */
  static Run of(ServiceProcess service, Tool tool, double rate, Options options)
      throws IOException, InterruptedException {
    Load load = new Load(service.address());
    load.run(rate, options.warmUp());
    double from = service.age();
    double before = service.cpu();
    long requests = load.run(rate, options.seconds());
    double used = service.cpu() - before;
    double to = service.age();
    Stops all = service.stops(from, to);
    Stops stops = service.stopsWithoutCollections(from, to);
    double minutes = (to - from) / 60;
    double resident = service.resident();
    List<Double> added = new ArrayList<>();
    if (tool.onOff().isPresent()) {
      added.addAll(SwitchedCpu.added(service, tool.onOff().get(), rate));
    }
    return new Run(
        1e3 * service.startUp(),
        1e3 * used / requests,
        resident,
        stops.total() / minutes,
        (all.total() - stops.total()) / minutes,
        stops.longest(),
        added);
  }
}

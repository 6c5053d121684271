package dev.memorysystem.jvm;

import java.io.IOException;

/**
 * What one service under one tool needed.
 *
 * @param startUp milliseconds until the first answer
 * @param cpu milliseconds a request, all threads of the JVM
 * @param resident MiB at the end
 * @param stopped milliseconds a minute
 * @param longest milliseconds, the longest stop
 */
record Run(double startUp, double cpu, double resident, double stopped, double longest) {
  /** Loads a started service: first to warm it up, then to measure it. */
  static Run of(ServiceProcess service, double rate, Options options)
      throws IOException, InterruptedException {
    Load load = new Load(service.address());
    load.run(rate, options.warmUp());
    double from = service.age();
    double before = service.cpu();
    long requests = load.run(rate, options.seconds());
    double used = service.cpu() - before;
    double to = service.age();
    Stops stops = service.stops(from, to);
    return new Run(
        1e3 * service.startUp(),
        1e3 * used / requests,
        service.resident(),
        stops.total() * 60 / (to - from),
        stops.longest());
  }
}

package com.acme.rollout;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs two replicas of a service, and replaces them by those of a new version on the way. */
public final class Rollout {
  private static final int REPLICAS = 2;

  /** Of the whole time, before the first one is replaced. */
  private static final double BEFORE = 0.4;

  /** Both run: until a new replica is ready, and before the next one is replaced. */
  private static final double BETWEEN_SECONDS = 25;

  private final String[] arguments;
  private final long end;

  private Rollout(String[] arguments, double seconds) {
    this.arguments = arguments;
    this.end = System.nanoTime() + (long) (1e9 * seconds);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    double seconds = 60 * Double.parseDouble(System.getProperty("run.minutes", "15"));
    System.exit(new Rollout(arguments, seconds).run(seconds));
  }

  /** The exit code. */
  private int run(double seconds) throws IOException, InterruptedException {
    List<Process> old = new ArrayList<>();
    for (int i = 0; i < REPLICAS; i++) {
      old.add(replica(1));
    }
    TimeUnit.MILLISECONDS.sleep((long) (1e3 * BEFORE * seconds));
    List<Process> updated = new ArrayList<>();
    for (Process each : old) {
      updated.add(replica(2));
      pause();
      each.destroy();
      each.waitFor();
      pause();
    }
    int code = 0;
    for (Process each : updated) {
      code = Math.max(code, each.waitFor());
    }
    return code;
  }

  private static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep((long) (1e3 * BETWEEN_SECONDS));
  }

  /** With the JVM arguments this one was itself given; ends when the time is up. */
  private Process replica(int version) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-X"))
        .forEach(command::add);
    command.add("-Drun.minutes=" + (end - System.nanoTime()) / 60e9);
    command.add("-Dversion=" + version);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(OfferService.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process;
  }
}

package com.acme.supervised;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Starts the service again whenever it ends, with the JVM arguments it was itself given. */
public final class Supervisor {
  private static final int LIVES = 3;

  private Supervisor() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    double minutes = Double.parseDouble(System.getProperty("run.minutes", "15")) / LIVES;
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-X"))
        .forEach(command::add);
    command.add("-Drun.minutes=" + minutes);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(CatalogService.class.getName());
    command.addAll(List.of(args));
    for (int life = 0; life < LIVES; life++) {
      Process process = new ProcessBuilder(command).inheritIO().start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      int code = process.waitFor();
      if (code != 0) {
        System.exit(code);
      }
    }
  }
}

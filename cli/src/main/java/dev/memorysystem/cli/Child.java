package dev.memorysystem.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sun.misc.Signal;

/**
 * The watched program: its streams are ours, signals sent to us reach it, and it can be stopped
 * gently with everything it started.
 */
final class Child {
  /** What a terminal or a supervisor sends; the others belong to our own JVM. */
  private static final List<String> FORWARDED = List.of("TERM", "INT", "HUP", "USR2", "WINCH");

  private final Process process;
  private volatile boolean stoppedByUs;

  private Child(Process process) {
    this.process = process;
  }

  /**
   * Signals that come from now on reach it, also those that come before it runs.
   *
   * @param interactive it shares our terminal, which sends it Ctrl-C itself
   * @throws IOException when the command cannot be started: the message names it
   */
  static Child start(List<String> command, Map<String, String> environment, boolean interactive)
      throws IOException {
    var started = new CompletableFuture<Process>();
    forwardSignals(started, interactive);
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.complete(process);
    return new Child(process);
  }

  private static void forwardSignals(CompletableFuture<Process> started, boolean interactive) {
    for (String name : FORWARDED) {
      boolean terminalDelivers = name.equals("INT") || name.equals("WINCH");
      try {
        Signal.handle(
            new Signal(name),
            signal -> {
              if (!(interactive && terminalDelivers)) {
                started.thenAccept(process -> send(name, process.pid()));
              }
            });
      } catch (IllegalArgumentException reservedByThisJvm) {
        // the child misses this one signal; nothing else changes
      }
    }
  }

  /** True when it ended within the time. */
  boolean awaitExit(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * SIGTERM to the child and what it started, as Ctrl-C would reach them all; after the grace
   * SIGKILL.
   */
  void stop(Duration grace) throws InterruptedException {
    stoppedByUs = true;
    var tree = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    tree.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + grace.toNanos();
    for (ProcessHandle member : tree) {
      long left = Math.max(1, deadline - System.nanoTime());
      try {
        member.onExit().get(left, TimeUnit.NANOSECONDS);
      } catch (java.util.concurrent.ExecutionException
          | java.util.concurrent.TimeoutException late) {
        member.destroyForcibly();
      }
    }
    process.waitFor();
  }

  /** Its exit code when it ended by itself and failed; 0 when it succeeded or we stopped it. */
  int failure() {
    return stoppedByUs ? 0 : process.exitValue();
  }

  private static void send(String signal, long pid) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run `kill` to pass SIG" + signal + " on", e);
    }
  }
}

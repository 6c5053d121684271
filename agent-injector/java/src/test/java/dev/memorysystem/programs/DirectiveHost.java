package dev.memorysystem.programs;

import dev.memorysystem.agent.Settings;
import dev.memorysystem.agent.directive.ClassCensus;
import dev.memorysystem.agent.directive.ClassCount;
import dev.memorysystem.agent.directive.Directive;
import dev.memorysystem.agent.directive.Directives;
import dev.memorysystem.agent.directive.DumpFile;
import dev.memorysystem.agent.directive.Outcome;
import dev.memorysystem.agent.directive.Result;
import dev.memorysystem.agent.directive.SampledStack;
import dev.memorysystem.agent.directive.StackSamples;
import dev.memorysystem.agent.os.ContainerMemory;
import dev.memorysystem.agent.os.Headroom;
import java.lang.instrument.Instrumentation;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Works, keeps a secret, and gives the agent's directives to itself: one a line of its input, kind,
 * seconds, bytes and duration. Says what came of them.
 */
public final class DirectiveHost {
  private static volatile Instrumentation instrumentation;
  private static volatile long sink;

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] args) throws Exception {
    Secrets.main(new String[] {args[0]});
    boolean full = args.length > 1;
    Thread worker = new Thread(DirectiveHost::work, "worker");
    worker.setDaemon(true);
    worker.start();
    Directives directives =
        Directives.of(
            instrumentation,
            Settings.of(System.getenv()),
            new Headroom(ContainerMemory.find(Paths.get("/"))),
            () -> 7,
            () -> 0);
    System.out.println("ready");
    int number = 0;
    for (String line = StandardInput.line(); line != null; line = StandardInput.line()) {
      String[] words = line.split(" ");
      List<byte[]> filled = full ? fill() : Collections.<byte[]>emptyList();
      directives.run(
          Collections.singletonList(
              new Directive(
                  "d" + number++,
                  words[0],
                  Double.parseDouble(words[1]),
                  Long.parseLong(words[2]),
                  Double.parseDouble(words[3]))));
      List<Outcome> outcomes = directives.take();
      while (outcomes.isEmpty()) {
        Thread.sleep(10);
        outcomes = directives.take();
      }
      sink = filled.size();
      filled = null;
      say(outcomes.get(0));
    }
    System.out.println("end");
  }

  /** All of the heap but some 3 MiB. */
  private static List<byte[]> fill() {
    List<byte[]> all = new ArrayList<>();
    try {
      while (true) {
        all.add(new byte[64 << 10]);
      }
    } catch (OutOfMemoryError full) {
      for (int i = 0; i < 48; i++) {
        all.remove(all.size() - 1);
      }
    }
    return all;
  }

  private static void work() {
    while (true) {
      crunch();
    }
  }

  private static void crunch() {
    long sum = sink;
    for (int i = 0; i < 1_000_000; i++) {
      sum += i * sum;
    }
    sink = sum;
  }

  private static void say(Outcome outcome) {
    Result result = outcome.result().orElse(null);
    if (result instanceof ClassCensus) {
      for (ClassCount count : ((ClassCensus) result).largest()) {
        System.out.println("class " + count.type() + " " + count.instances());
      }
    } else if (result instanceof StackSamples) {
      for (SampledStack stack : ((StackSamples) result).stacks()) {
        System.out.println("stack " + stack.frames());
      }
    } else if (result instanceof DumpFile) {
      System.out.println("file " + ((DumpFile) result).file());
    }
    System.out.println(
        outcome.directive().kind() + " " + outcome.state().text() + " " + outcome.reason());
    if (outcome.cost().pause().isPresent()) {
      System.out.println("pause " + outcome.cost().pause().getAsDouble());
    }
  }
}

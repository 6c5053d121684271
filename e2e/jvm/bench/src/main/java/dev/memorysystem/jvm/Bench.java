package dev.memorysystem.jvm;

import java.nio.file.Path;
import java.util.List;

/** Measures one part after the other, each into a file in target/bench/jvm.d. */
public final class Bench {
  private Bench() {}

  /**
   * Measures.
   *
   * @param arguments see {@link Options}
   */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(List.of(arguments));
    Path repository = Path.of("").toAbsolutePath();
    for (Options.Part part : options.parts()) {
      switch (part) {
        case COST -> Cost.measure(repository, options);
        case START -> StartUp.measure(repository, options);
        case GRAPHS -> Graphs.measure(repository, options);
        case HOLDER -> LeakToHolder.measure(repository, options);
      }
    }
  }
}

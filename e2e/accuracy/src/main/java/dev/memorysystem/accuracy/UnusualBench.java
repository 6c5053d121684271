package dev.memorysystem.accuracy;

import dev.memorysystem.accuracy.recorded.Recordings;
import dev.memorysystem.accuracy.shape.UnusualCase;
import dev.memorysystem.accuracy.shape.UnusualShape;
import dev.memorysystem.accuracy.unusual.Notices;
import dev.memorysystem.accuracy.unusual.UnusualPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The part of {@code make accuracy} about what is unusual and no leak.
 *
 * @param drawn cases without leaks
 * @param leaks up to half of their life
 * @param recorded the corpus's runs, leaks up to half of their life
 */
record UnusualBench(List<Notices> drawn, List<Notices> leaks, List<Notices> recorded) {
  UnusualBench {
    drawn = List.copyOf(drawn);
    leaks = List.copyOf(leaks);
    recorded = List.copyOf(recorded);
  }

  /** Runs this part alone; arguments are {@link Bench}'s. */
  public static void main(String[] arguments) throws IOException {
    report(Options.of(List.of(arguments)));
  }

  static void report(Options options) throws IOException {
    UnusualBench bench = run(options);
    System.out.print(bench.text());
    if (options.page() != null) {
      bench.write(options.page());
    }
  }

  static UnusualBench run(Options options) throws IOException {
    List<Notices> recorded =
        Recordings.read(options.recordings()).parallelStream()
            .map(each -> Notices.of(new UnusualCase(each, null, List.of())))
            .toList();
    return new UnusualBench(
        drawn(options, UnusualShape.all()), drawn(options, UnusualShape.leaks()), recorded);
  }

  private static List<Notices> drawn(Options options, List<UnusualShape> shapes) {
    record Drawn(UnusualShape shape, long seed, int index) {}
    List<Drawn> drawn =
        LongStream.rangeClosed(1, options.seeds())
            .boxed()
            .flatMap(
                seed ->
                    shapes.stream()
                        .flatMap(
                            shape ->
                                IntStream.range(0, options.cases())
                                    .mapToObj(index -> new Drawn(shape, seed, index))))
            .toList();
    return drawn.parallelStream()
        .map(each -> Notices.of(each.shape().draw(options.family(), each.seed(), each.index())))
        .toList();
  }

  String text() {
    return UnusualPage.text(drawn, leaks, recorded);
  }

  void write(Path page) throws IOException {
    String section = UnusualPage.section(drawn, leaks, recorded);
    Files.writeString(
        page, Page.with(Files.readString(page), UnusualPage.BEGIN, section, UnusualPage.END));
  }
}

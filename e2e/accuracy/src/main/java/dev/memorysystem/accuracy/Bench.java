package dev.memorysystem.accuracy;

import dev.memorysystem.accuracy.compare.Peer;
import dev.memorysystem.accuracy.fit.Fit;
import dev.memorysystem.accuracy.judge.Judge;
import dev.memorysystem.accuracy.recorded.Recordings;
import dev.memorysystem.accuracy.score.Breakdown;
import dev.memorysystem.accuracy.score.Result;
import dev.memorysystem.accuracy.score.Table;
import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.accuracy.shape.Shape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** {@code make accuracy}: generated series through the fold, beside other rules. */
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    Options options = Options.of(List.of(arguments));
    if (options.fit()) {
      System.out.print(
          Fit.of(
              drawn(options).parallelStream().map(drawn -> drawn.of(options)),
              Recordings.read(options.recordings())));
      return;
    }
    long began = System.nanoTime();
    Map<Long, List<Result>> seeds = run(options);
    List<Result> recorded =
        Recordings.read(options.recordings()).parallelStream().map(Bench::judge).toList();
    List<Result> all =
        Stream.concat(seeds.values().stream().flatMap(List::stream), recorded.stream()).toList();
    var outputs = new Outputs(Table.of(seeds.values(), recorded), Breakdown.of(all), all);
    outputs.write(options.output());
    if (options.page() != null) {
      Page.write(options.page(), options, outputs.table(), outputs.breakdown());
    }
    System.out.println(outputs.text());
    if (options.shapes().size() == Shape.all().size()) {
      UnusualBench.report(options);
    }
    System.out.printf(
        "%d cases of %s in %d s; every case in %s%n",
        all.size(),
        options.family(),
        (System.nanoTime() - began) / 1_000_000_000,
        options.output().resolve("accuracy-cases.jsonl"));
  }

  /** A case to be drawn. */
  private record Drawn(Shape shape, long seed, int index) {
    Case of(Options options) {
      return shape.draw(options.family(), seed, index);
    }
  }

  private static List<Drawn> drawn(Options options) {
    return LongStream.rangeClosed(1, options.seeds())
        .boxed()
        .flatMap(
            seed ->
                options.shapes().stream()
                    .flatMap(
                        shape ->
                            IntStream.range(0, options.cases())
                                .mapToObj(index -> new Drawn(shape, seed, index))))
        .toList();
  }

  /** Results of each seed. */
  static Map<Long, List<Result>> run(Options options) {
    return drawn(options).parallelStream()
        .map(each -> Map.entry(each.seed(), judge(each.of(options))))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                LinkedHashMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  static Result judge(Case judged) {
    return Result.of(
        judged,
        Judge.of(judged),
        Peer.all().stream().collect(Collectors.toMap(Peer::name, peer -> peer.score(judged))));
  }
}

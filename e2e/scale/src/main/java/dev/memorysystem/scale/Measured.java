package dev.memorysystem.scale;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured: a benchmark at a number of containers with a history.
 *
 * @param method of {@link FoldBenchmark} or {@link PeerBenchmark}
 * @param peer who it is, where it is not ours
 */
record Measured(
    String what, Class<?> benchmark, String method, int containers, History history, String peer) {
  private static final int MANY = 10_000;

  /** The line that has a bar. */
  static final String HEADLINE = "fold and store, 10,000 containers watched for a day";

  static List<Measured> all() {
    return Stream.of(
            Stream.of(
                ours(HEADLINE, "foldAndStore", MANY, History.DAY),
                peer("coroot", "Coroot's rule, last hour, every report"),
                peer(
                    "leastSquares",
                    "SimpleRegression of Hipparchus 4.0.2, last hour, every report"),
                peer("mannKendall", "Mann-Kendall, last hour, every report")),
            Stream.of(1, 100, MANY, 10 * MANY)
                .map(
                    containers ->
                        ours(
                            "fold, %,d container%s watched for a day"
                                .formatted(containers, containers == 1 ? "" : "s"),
                            "fold",
                            containers,
                            History.DAY)),
            Stream.of(
                ours("fold, 10,000 containers watched for an hour", "fold", MANY, History.HOUR),
                ours("fold, 10,000 containers watched for a week", "fold", MANY, History.WEEK),
                ours(
                    "fold and store, 10,000 containers watched for a week",
                    "foldAndStore",
                    MANY,
                    History.WEEK),
                ours(
                    "read, fold and store, 10,000 containers watched for a day",
                    "readFoldAndStore",
                    MANY,
                    History.DAY)))
        .flatMap(each -> each)
        .toList();
  }

  private static Measured ours(String what, String method, int containers, History history) {
    return new Measured(what, FoldBenchmark.class, method, containers, history, "");
  }

  private static Measured peer(String method, String name) {
    return new Measured(HEADLINE, PeerBenchmark.class, method, MANY, History.DAY, name);
  }

  boolean isOurs() {
    return peer.isEmpty();
  }
}

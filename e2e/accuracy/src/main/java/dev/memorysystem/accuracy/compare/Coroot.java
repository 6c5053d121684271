package dev.memorysystem.accuracy.compare;

/**
 * Coroot's memory leak check. The series is split where it drops by over half and the longest run
 * is kept, if it has ten points and a third of the window. Memory leaks when the run's
 * least-squares slope is positive, the slope of its last quarter (at least 15 minutes) is at least
 * 0.3 of it, and growth in an hour is at least 10 % of the limit (50 MB where there is none). The
 * score is growth in an hour as a share of what is reported: 1 is Coroot's own threshold.
 */
public final class Coroot implements Rule {
  private static final double DROP = 0.5;
  private static final int POINTS = 10;
  private static final double SHARE_OF_WINDOW = 1.0 / 3;
  private static final double RECENT_SHARE = 0.25;
  private static final double RECENT_SECONDS = 900;
  private static final double STILL_GROWING = 0.3;
  private static final double SHARE_OF_LIMIT = 0.1;
  private static final double WITHOUT_LIMIT = 50e6;
  private static final double HOUR = 3600;

  @Override
  public String name() {
    return "Coroot's rule";
  }

  @Override
  public double score(Track seen) {
    Track run = longestRun(seen);
    if (run.size() < POINTS || span(run) < SHARE_OF_WINDOW * span(seen)) {
      return 0;
    }
    double slope = LeastSquares.line(run).getSlope();
    Track last = recent(run);
    double recent = last.size() < 2 ? 0 : LeastSquares.line(last).getSlope();
    if (!(slope > 0) || !(recent >= STILL_GROWING * slope)) {
      return 0;
    }
    double reported = seen.limit() > 0 ? SHARE_OF_LIMIT * seen.limit() : WITHOUT_LIMIT;
    return slope * HOUR / reported;
  }

  private static Track longestRun(Track seen) {
    int bestFrom = 0;
    int bestTo = 0;
    int from = 0;
    for (int i = 1; i <= seen.size(); i++) {
      if (i == seen.size() || seen.values()[i] < DROP * seen.values()[i - 1]) {
        if (i - from > bestTo - bestFrom) {
          bestFrom = from;
          bestTo = i;
        }
        from = i;
      }
    }
    return seen.slice(bestFrom, bestTo);
  }

  private static Track recent(Track run) {
    double end = run.times()[run.size() - 1];
    double since = end - Math.max(RECENT_SECONDS, RECENT_SHARE * span(run));
    int from = 0;
    while (run.times()[from] < since) {
      from++;
    }
    return run.slice(from, run.size());
  }

  private static double span(Track run) {
    return run.size() == 0 ? 0 : run.times()[run.size() - 1] - run.times()[0];
  }
}

package dev.memorysystem.accuracy.score;

import dev.memorysystem.accuracy.judge.Verdict;
import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.analyzer.finding.Exhaustion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one case.
 *
 * @param leak whether it leaks
 * @param suspectedShare share of the leak's life over when it was first suspected; absent when it
 *     was not, or nothing leaks
 * @param confirmedShare the same for confirmed
 * @param forecast absent without an open finding
 * @param peers scores of other rules by their names
 */
public record Result(
    String name,
    String detail,
    boolean leak,
    Verdict verdict,
    @Nullable Double suspectedShare,
    @Nullable Double confirmedShare,
    @Nullable Forecasted forecast,
    Map<String, Double> peers) {
  public Result {
    peers = Map.copyOf(peers);
  }

  /**
   * A forecast at half of a leak's life against what came. Time left, from then.
   *
   * @param error natural logarithm of predicted over actual; absent when none was predicted
   * @param within whether it ended between P10 and P90
   */
  public record Forecasted(@Nullable Double error, boolean within) {
    /** 25 % longer than it took. */
    private static final double LATE = Math.log(1.25);

    /** Whether the end came well before it was predicted, or was not predicted at all. */
    public boolean late() {
      return error == null || error > LATE;
    }
  }

  public static Result of(Case judged, Verdict verdict, Map<String, Double> peers) {
    Case.Leak leak = judged.leak();
    return new Result(
        judged.name(),
        judged.detail(),
        leak != null,
        verdict,
        leak == null || verdict.suspected() == null ? null : leak.share(verdict.suspected()),
        leak == null || verdict.confirmed() == null ? null : leak.share(verdict.confirmed()),
        leak == null || !verdict.open() ? null : forecast(judged, leak, verdict.exhaustion()),
        peers);
  }

  private static Forecasted forecast(Case judged, Case.Leak leak, @Nullable Exhaustion told) {
    if (told == null) {
      return new Forecasted(null, false);
    }
    Case.Arrival last = judged.signals().getLast();
    double left = seconds(last.at(), leak.exhausted());
    Instant clock = last.signal().at();
    boolean afterP10 = told.p10() != null && seconds(clock, told.p10()) <= left;
    boolean beforeP90 = told.p90() == null || seconds(clock, told.p90()) >= left;
    Double error =
        told.p50() == null ? null : Math.log(Math.max(1, seconds(clock, told.p50())) / left);
    return new Forecasted(error, afterP10 && beforeP90);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}

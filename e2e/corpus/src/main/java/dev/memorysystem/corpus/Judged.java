package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What was said of one run, beside what would have been right. Absent is not said, or not known.
 */
sealed interface Judged {
  /**
   * Of a leak.
   *
   * @param life seconds from process start until its memory was exhausted
   * @param suspected share of the life used up when a finding was first told
   * @param confirmed share of the life used up when one was confirmed first
   * @param end verdict at the end
   * @param kind of the finding that is judged: a confirmed one of the right kind if there is one,
   *     of these the one with the largest share of the growth
   * @param type that it names
   * @param site first application frame that it names, without file and line
   * @param holder that it names
   * @param confidence of it at the end
   * @param forecast at half of the life
   */
  record Leak(
      double life,
      @Nullable Double suspected,
      @Nullable Double confirmed,
      Verdict end,
      @Nullable LeakKind kind,
      @Nullable String type,
      @Nullable String site,
      @Nullable String holder,
      @Nullable Double confidence,
      boolean kindRight,
      boolean typeRight,
      boolean siteRight,
      @Nullable Boolean holderRight,
      @Nullable HalfLife forecast)
      implements Judged {
    /** Later a finding is of little use. */
    static final double IN_TIME = 0.5;

    boolean inTime() {
      return confirmed != null && confirmed < IN_TIME;
    }
  }

  /**
   * Of a twin or a hard negative.
   *
   * @param suspected seconds after process start of the first finding
   * @param confirmed seconds after process start of the first confirmed one
   * @param said of it: kind, type and reason
   */
  record Clean(
      @Nullable Double suspected, @Nullable Double confirmed, Verdict end, @Nullable String said)
      implements Judged {}

  /**
   * The forecast of exhaustion as it stood at half of the life, against the half that was left.
   *
   * @param logRatio natural logarithm of predicted (median) over actual time left
   * @param covered whether the end was between P10 and P90
   * @param late whether the end was predicted more than 25 % later than it was
   */
  record HalfLife(double logRatio, boolean covered, boolean late) {}
}

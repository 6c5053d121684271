package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.finding.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.hipparchus.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/**
 * Over all runs that say something.
 *
 * @param inTime leaks confirmed before half of their life
 * @param cleanConfirmed twins and hard negatives with a confirmed finding, ever
 * @param cleanSuspected the same with any finding, ever
 * @param cleanInsufficient twins and hard negatives of which nothing was known at their end
 * @param kind right among confirmed leaks
 * @param type right among confirmed leaks on the heap
 * @param site right among them
 * @param holder right among confirmed leaks with a holder said
 * @param forecastError median of |ln(predicted / actual)| at half life; absent without a forecast
 * @param forecasts leaks with a forecast at half life
 * @param covered of them, those that ended between P10 and P90
 * @param late of them, those that ended much earlier than predicted
 */
record Totals(
    Share inTime,
    Share cleanConfirmed,
    Share cleanSuspected,
    Share cleanInsufficient,
    Share kind,
    Share type,
    Share site,
    Share holder,
    @Nullable Double forecastError,
    Share forecasts,
    Share covered,
    Share late) {

  static Totals of(List<Scored> scored) {
    List<Judged.Leak> leaks = judged(scored, Judged.Leak.class).toList();
    List<Judged.Clean> clean = judged(scored, Judged.Clean.class).toList();
    List<Judged.Leak> confirmed = leaks.stream().filter(leak -> leak.confirmed() != null).toList();
    List<Judged.Leak> onHeap = scored.stream().flatMap(Totals::confirmedOnHeap).toList();
    List<Judged.HalfLife> forecasts =
        leaks.stream().map(Judged.Leak::forecast).filter(Objects::nonNull).toList();
    OptionalDouble error = error(forecasts);
    return new Totals(
        Share.of(leaks, Judged.Leak::inTime),
        Share.of(clean, each -> each.confirmed() != null),
        Share.of(clean, each -> each.suspected() != null),
        Share.of(clean, each -> each.end() == Verdict.INSUFFICIENT),
        Share.of(confirmed, Judged.Leak::kindRight),
        Share.of(onHeap, Judged.Leak::typeRight),
        Share.of(onHeap, Judged.Leak::siteRight),
        Share.of(
            confirmed.stream().filter(leak -> leak.holderRight() != null).toList(),
            leak -> Boolean.TRUE.equals(leak.holderRight())),
        error.isPresent() ? error.getAsDouble() : null,
        new Share(forecasts.size(), leaks.size()),
        Share.of(forecasts, Judged.HalfLife::covered),
        Share.of(forecasts, Judged.HalfLife::late));
  }

  private static Stream<Judged.Leak> confirmedOnHeap(Scored scored) {
    return scored.judged() instanceof Judged.Leak leak
            && leak.confirmed() != null
            && scored.plan().variant().hasCulpritOnHeap(leak.kind())
        ? Stream.of(leak)
        : Stream.empty();
  }

  private static <T extends Judged> Stream<T> judged(List<Scored> scored, Class<T> kind) {
    return scored.stream().map(Scored::judged).filter(kind::isInstance).map(kind::cast);
  }

  private static OptionalDouble error(List<Judged.HalfLife> forecasts) {
    return forecasts.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            new Median()
                .evaluate(
                    forecasts.stream().mapToDouble(each -> Math.abs(each.logRatio())).toArray()));
  }
}

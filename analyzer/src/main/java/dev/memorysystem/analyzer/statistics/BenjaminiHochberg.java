package dev.memorysystem.analyzer.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of several hypotheses are rejected when the expected share of false ones among them is
 * bounded: the step-up procedure of Benjamini and Hochberg (1995, Journal of the Royal Statistical
 * Society B 57:289-300).
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * Indices of those that are rejected, in their order.
   *
   * @param p the hypotheses' p-values
   * @param rate expected share of false rejections, at most
   */
  public static List<Integer> rejected(List<Double> p, double rate) {
    List<Integer> smallestFirst =
        IntStream.range(0, p.size()).boxed().sorted(Comparator.comparing(p::get)).toList();
    int most = 0;
    for (int rank = 1; rank <= p.size(); rank++) {
      if (p.get(smallestFirst.get(rank - 1)) <= rate * rank / p.size()) {
        most = rank;
      }
    }
    return smallestFirst.subList(0, most).stream().sorted().toList();
  }
}

package dev.memorysystem.analyzer.track;

import static dev.memorysystem.analyzer.finding.FindingState.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastTest {
  private static final Finding ORDERS =
      AFinding.of("1").at("a.Orders.add(Orders.java:1)").in(RESOLVED, 1).told();
  private static final Finding BASKETS =
      AFinding.of("2").at("a.Baskets.put(Baskets.java:1)").in(RESOLVED, 2).told();
  private static final Finding UNKNOWN = AFinding.of("3").in(RESOLVED, 3).told();

  @Test
  void aFindingIsKnownByItsSiteElseByItsId() {
    Past past = new Past(List.of(UNKNOWN, BASKETS, ORDERS));

    assertThat(past.find("a.Orders.add", "2")).contains(ORDERS);
    assertThat(past.find("a.Other.add", "2")).contains(BASKETS);
    assertThat(past.find("", "3")).contains(UNKNOWN);
    assertThat(past.find("", "4")).isEmpty();
    assertThat(past.find("a.Other.add", "")).isEmpty();
  }

  @Test
  void theNewestFiveAreRememberedEachOnce() {
    Past past = new Past(List.of(BASKETS, ORDERS));

    assertThat(past.with(ORDERS).findings()).containsExactly(ORDERS, BASKETS);
    assertThat(past.without("2").findings()).containsExactly(ORDERS);
    for (int i = 10; i < 15; i++) {
      past = past.with(AFinding.of("" + i).in(RESOLVED, i).told());
    }
    assertThat(past.findings())
        .extracting(Finding::id)
        .containsExactly("14", "13", "12", "11", "10");
  }
}

package dev.memorysystem.analyzer.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.detect.Holding;
import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.GrowingContainer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldersTest {
  private static Holding holding(@Nullable String field, @Nullable GrowingContainer container) {
    return new Holding(field, List.of(), container);
  }

  private static Finding finding(@Nullable String field, @Nullable GrowingContainer container) {
    return AFinding.of("a").heldBy(field, container).told();
  }

  @Test
  void theReasonNamesWhatIsKnown() {
    assertThat(Holders.reason(null)).isEmpty();
    assertThat(Holders.reason(holding("a.B.c", null)))
        .isEqualTo(" What survives is held by a.B.c.");
    assertThat(Holders.reason(holding("a.B.c", AFinding.container(300))))
        .isEqualTo(
            " What survives is held by a.B.c, a java.util.HashMap, which grew from 1 to 300 elements in 6 min.");
    assertThat(Holders.reason(holding(null, AFinding.container(300))))
        .startsWith(" What survives is held in a java.util.HashMap, which grew");
  }

  @Test
  void whatToLookAtNamesWhatIsKnown() {
    assertThat(Holders.look(holding("a.B.c", AFinding.container(300)), "x.Y.z(Y.java:1)"))
        .isEqualTo("Find why what is allocated at x.Y.z(Y.java:1) is never removed from a.B.c.");
    assertThat(Holders.look(holding("a.B.c", AFinding.container(300)), null))
        .isEqualTo("Find why what is added is never removed from a.B.c.");
    assertThat(Holders.look(holding("a.B.c", null), null))
        .isEqualTo("Find why what is added is never removed from a.B.c, or why that is kept.");
    assertThat(Holders.look(holding(null, AFinding.container(300)), null))
        .isEqualTo("Find why what is added is never removed from the java.util.HashMap.");
  }

  @Test
  void itIsKnownByFieldOrContainer() {
    assertThat(Holders.isKnown(finding(null, null))).isFalse();
    assertThat(Holders.isKnown(finding("a.B.c", null))).isTrue();
    assertThat(Holders.isKnown(finding(null, AFinding.container(5)))).isTrue();
  }

  @Test
  void aFieldOrAContainerThatCameOrWentOrAFifthOfItsElementsIsNews() {
    Finding known = finding("a.B.c", AFinding.container(100));

    assertThat(Holders.moved(known, known)).isFalse();
    assertThat(Holders.moved(finding("a.B.d", AFinding.container(100)), known)).isTrue();
    assertThat(Holders.moved(finding("a.B.c", null), known)).isTrue();
    assertThat(Holders.moved(known, finding("a.B.c", null))).isTrue();
    assertThat(Holders.moved(finding("a.B.c", null), finding("a.B.c", null))).isFalse();
    assertThat(Holders.moved(finding("a.B.c", AFinding.container(120)), known)).isFalse();
    assertThat(Holders.moved(finding("a.B.c", AFinding.container(121)), known)).isTrue();
    assertThat(Holders.moved(finding("a.B.c", AFinding.container(80)), known)).isFalse();
    assertThat(Holders.moved(finding("a.B.c", AFinding.container(79)), known)).isTrue();
  }
}

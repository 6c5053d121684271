package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassCensusTest {
  private static final String JDK_8 =
      """

       num     #instances         #bytes  class name
      ----------------------------------------------
         1:           461        1622936  [I
         2:          1590         148216  [C
         3:             5            400  org.example.Main$$Lambda$1/1078694789
         4:             1             80  org.example.Main$$Lambda$2/22805895
      Total          2057        1771632
      """;

  private static final String JDK_25 =
      """
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:         10467         553656  [B (java.base@25.0.1)
         2:          9821         235704  java.lang.String (java.base@25.0.1)
         3:            12            288  [Lorg.example.Order;
         4:             3             96  org.example.Main$$Lambda/0x00007f1b4c001000
      Total         20303         789744
      """;

  private static ClassCensus census(String text, ClassCensus previous) {
    return ClassCensus.of(Histogram.read(text), previous == null ? 10 : 20, previous);
  }

  @Test
  void readsWhatJdksWrite() {
    var old = census(JDK_8, null);
    assertThat(old.instances()).isEqualTo(2_057);
    assertThat(old.bytes()).isEqualTo(1_771_632);
    assertThat(old.largest())
        .extracting(count -> count.type() + " " + count.instances() + " " + count.bytes())
        .containsExactly(
            "int[] 461 1622936", "char[] 1590 148216", "org.example.Main$$Lambda 6 480");
    var recent = census(JDK_25, null);
    assertThat(recent.bytes()).isEqualTo(789_744);
    assertThat(recent.largest())
        .extracting(ClassCount::type)
        .containsExactly("byte[]", "java.lang.String", "org.example.Order[]");
  }

  @Test
  void comparesWithTheOneBefore() {
    var first = census(" 1: 10 1000 a.A\n 2: 5 900 a.B\n", null);
    assertThat(first.previousSeconds()).isEmpty();
    assertThat(first.largest()).extracting(ClassCount::previous).containsOnlyNulls();
    var second = census(" 1: 60 6000 a.C\n 2: 12 1200 a.A\n", first);
    assertThat(second.previousSeconds()).hasValue(10);
    assertThat(second.largest())
        .extracting(
            count -> count.type() + " " + count.previous().instances() + " " + count.grownBytes())
        .containsExactly("a.C 0 6000", "a.A 10 200");
  }

  @Test
  void saysInWordsWhatMatters() {
    var first = census(" 1: 1000 4194304 a.A\n 2: 5 900 a.B\n", null);
    assertThat(first.remark())
        .isEqualTo("largest: a.A 1,000 objects, 4.0 MiB, a.B 5 objects, 0.0 MiB");
    var second = census(" 1: 3000 12582912 a.A\n 2: 5 900 a.B\n", first);
    assertThat(second.remark())
        .isEqualTo("grew most since 10 s: a.A 3,000 objects, 12.0 MiB (+2,000, +8.0 MiB)");
    assertThat(census(" 1: 1000 4194304 a.A\n", second).remark())
        .isEqualTo("nothing grew since 20 s");
  }

  @Test
  void reportsWhatGrewThoughOthersAreLarger() {
    String before = lines(100, 10_000) + " 101: 10 2000 small.Leak\n";
    String after = lines(100, 10_000) + " 101: 20 4000 small.Leak\n";
    var second = census(after, census(before, null));
    assertThat(second.largest()).hasSize(64).extracting(ClassCount::type).contains("small.Leak");
    assertThat(census(after, null).largest())
        .hasSize(64)
        .extracting(ClassCount::type)
        .doesNotContain("small.Leak");
  }

  private static String lines(int count, long bytes) {
    return IntStream.range(0, count)
        .mapToObj(i -> " " + (i + 1) + ": 100 " + bytes + " large.C" + i + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void saysWhenItCannotRead() {
    assertThatThrownBy(() -> Histogram.read("Could not find the command"))
        .hasMessage("the JVM's class histogram cannot be read");
  }
}

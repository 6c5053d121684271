package dev.memorysystem.collector.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.finding.Cited;
import dev.memorysystem.collector.api.StackSamples.Stack;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WhoRanTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String RUN = "java.lang.Thread.run(Thread.java:1583)";
  private static final String SERVE = "org.http.Server.serve(Server.java:20)";
  private static final String PARSE = "com.acme.Import.parse(Import.java:7)";
  private static final String PARSE_ELSEWHERE = "com.acme.Import.parse(Import.java:9)";
  private static final String TOTAL = "com.acme.Orders.total(Orders.java:3)";

  @Test
  void theApplicationsMethodsByTheirShareOfTheTime() {
    Cited ran =
        ran(
            30.0,
            stack(10, 4.0, "java.util.zip.Inflater.inflate(Inflater.java:1)", PARSE, SERVE, RUN),
            stack(10, 2.2, PARSE_ELSEWHERE, SERVE, RUN),
            stack(3_000, 2.1, "org.json.Writer.write(Writer.java:5)", TOTAL, SERVE, RUN),
            stack(1, 1.7, SERVE, RUN));

    assertThat(ran.lines())
        .containsExactly(
            "62 % com.acme.Import.parse (seen 20 times)",
            "21 % com.acme.Orders.total (seen 3,000 times)",
            "17 % org.http.Server.serve (seen once)");
    assertThat(ran.process()).isEqualTo("i-1");
    assertThat(ran.pod()).isEqualTo("orders-1");
    assertThat(ran.since()).isEqualTo(NOON.minusSeconds(30));
    assertThat(ran.at()).isEqualTo(NOON);
  }

  @Test
  void whereTimeIsNotMeasuredStacksAreCounted() {
    assertThat(ran(null, stack(3, 0.0, PARSE, RUN), stack(1, null, TOTAL, RUN)).lines())
        .containsExactly(
            "75 % com.acme.Import.parse (seen 3 times)", "25 % com.acme.Orders.total (seen once)");
  }

  @Test
  void whatLeavesThePlatformNowhereIsToldByItsInnermostFrame() {
    assertThat(ran(1.0, stack(1, 1.0, "java.util.zip.CRC32.update(CRC32.java:9)", RUN)).lines())
        .containsExactly("100 % java.util.zip.CRC32.update (seen once)");
  }

  @Test
  void whoWaitsInThePlatformIsNotCounted() {
    assertThat(
            ran(
                    30.0,
                    stack(290, 9.5, "sun.nio.ch.EPoll.wait(Native Method)", RUN),
                    stack(9, 0.5, "sun.nio.ch.EPoll.wait(Native Method)", PARSE, RUN))
                .lines())
        .containsExactly("100 % com.acme.Import.parse (seen 9 times)");
  }

  @Test
  void aFewLinesAreToldAndNothingBelowAPerCent() {
    Stack[] stacks =
        IntStream.rangeClosed(1, 20)
            .mapToObj(i -> stack(100 + i, 0.0, "com.acme.Job%d.run(Job.java:1)".formatted(i), RUN))
            .toArray(Stack[]::new);
    assertThat(ran(1.0, stacks).lines())
        .containsExactly(
            "5 % com.acme.Job20.run (seen 120 times)",
            "5 % com.acme.Job19.run (seen 119 times)",
            "5 % com.acme.Job18.run (seen 118 times)",
            "5 % com.acme.Job17.run (seen 117 times)",
            "5 % com.acme.Job16.run (seen 116 times)");
    assertThat(ran(1.0, stack(1, 0.009, TOTAL, RUN), stack(1, 0.991, PARSE, RUN)).lines())
        .containsExactly("99 % com.acme.Import.parse (seen once)");
    String endless = "com.acme." + "a".repeat(400) + ".run(A.java:1)";
    assertThat(ran(1.0, stack(1, 1.0, endless)).lines())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("100 % com.acme.aaa").endsWith("…"))
        .satisfies(line -> assertThat(line).hasSize(240));
  }

  @Test
  void nonsenseAndNothingAreNotTold() {
    assertThat(ran(30.0)).isNull();
    assertThat(ran(30.0, stack(-5, -1.0, PARSE, RUN), stack(0, null, TOTAL))).isNull();
    assertThat(ran(30.0, stack(1, 1.0))).isNull();
    assertThat(ran(1e300, stack(1, 1.0, PARSE)).since()).isNull();
    assertThat(ran(-3.0, stack(1, 1.0, PARSE)).since()).isNull();
  }

  private static Cited ran(@Nullable Double seconds, Stack... stacks) {
    return WhoRan.in(
        "i-1",
        "orders-1",
        new StackSamples("stacks-1/f", NOON, 600L, seconds, 300L, 400L, 0L, 0L, List.of(stacks)));
  }

  private static Stack stack(long count, @Nullable Double cpuSeconds, String... frames) {
    return new Stack(List.of(frames), count, cpuSeconds);
  }
}

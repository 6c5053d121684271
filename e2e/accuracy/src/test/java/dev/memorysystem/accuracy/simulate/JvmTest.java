package dev.memorysystem.accuracy.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The heap model against what was seen of real collectors. */
class JvmTest {
  private static final double MIB = 1 << 20;
  private static final double LIMIT = 256 * MIB;

  @ParameterizedTest
  @EnumSource(CollectorSettings.Kind.class)
  void leakRunsOutWhenItShould(CollectorSettings.Kind kind) {
    Life life = run(kind, 0, 0.2 * MIB, 3600);

    assertThat(life.exhausted()).isCloseTo(256 / 0.2, within(10.0));
    assertThat(life.samples().getLast().live()).isCloseTo(LIMIT, within(2 * MIB));
  }

  @ParameterizedTest
  @EnumSource(CollectorSettings.Kind.class)
  void floorsHoldWhatIsLive(CollectorSettings.Kind kind) {
    Life life = run(kind, 40 * MIB, 0.05 * MIB, 3600);

    assertThat(life.exhausted()).isNull();
    assertThat(life.samples())
        .filteredOn(s -> s.second() > 60)
        .allSatisfy(
            s -> {
              if (s.floor() != null) {
                assertThat((double) s.floor()).isGreaterThan(s.live() - 2 * MIB);
              }
              assertThat(s.used()).isLessThanOrEqualTo(LIMIT);
            });
    assertThat(life.samples()).anySatisfy(s -> assertThat(s.oldFloor()).isNotNull());
  }

  /** As recorded with the serial collector: floors climb far beyond the live set until a cycle. */
  @Test
  void promotedGarbageRaisesFloorsUntilAnOldCycle() {
    Life life = run(CollectorSettings.Kind.PARALLEL, 40 * MIB, 0, 14_400);
    List<Life.Sample> reported =
        life.samples().stream().filter(s -> s.floor() != null && s.second() > 60).toList();

    double highest = reported.stream().mapToDouble(s -> floor(s)).max().orElseThrow();
    double afterCycle =
        reported.stream()
            .filter(s -> s.oldFloor() != null)
            .mapToDouble(s -> Objects.requireNonNull(s.oldFloor()))
            .max()
            .orElseThrow();

    assertThat(highest).isGreaterThan(100 * MIB);
    assertThat(afterCycle).isCloseTo(40 * MIB, within(MIB));
    assertThat(reported.getLast().oldCycles()).isBetween(2L, 100L);
  }

  /** As recorded with G1: what is not worth collecting stays, a few per cent of the heap. */
  @Test
  void g1LeavesSomeGarbage() {
    Life life = run(CollectorSettings.Kind.G1, 100 * MIB, 0, 14_400);

    assertThat(life.samples())
        .filteredOn(s -> s.oldFloor() != null)
        .isNotEmpty()
        .allSatisfy(
            s ->
                assertThat((double) Objects.requireNonNull(s.oldFloor()))
                    .isBetween(100 * MIB, 100 * MIB + 0.1 * LIMIT));
  }

  @Test
  void survivorsAreAsOldAsTheirObjects() {
    Dice dice = Dice.of(1, "survivors", 0);
    Pool queue = new Pool(site("Queue"), dice.split(), MIB / 4, 1, 1);
    Pool leak = new Pool(site("Leak"), dice.split(), MIB / 4, 1, 1);
    Life life =
        Jvm.run(
            machine(CollectorSettings.Kind.ZGC),
            new Application(
                List.of(queue, leak),
                List.of(
                    tick -> {
                      queue.add(0.2 * MIB * tick.seconds(), tick);
                      queue.removeOldest(queue.bytes() - 20 * MIB);
                    },
                    tick -> leak.add(0.05 * MIB * tick.seconds(), tick)),
                second -> 1,
                Beside.NOTHING),
            1000,
            dice);

    var sites = Objects.requireNonNull(life.samples().getLast().sites());
    assertThat(oldest(sites, "Queue")).isCloseTo(100, within(15));
    assertThat(oldest(sites, "Leak")).isGreaterThan(900);
  }

  private static int oldest(
      List<dev.memorysystem.analyzer.signal.Survivors.Site> sites, String type) {
    return sites.stream()
        .filter(site -> site.type().equals(type))
        .findFirst()
        .orElseThrow()
        .ages()
        .getLast();
  }

  private static double floor(Life.Sample sample) {
    return Objects.requireNonNull(sample.floor());
  }

  private static Life run(
      CollectorSettings.Kind kind, double base, double leakPerSecond, double seconds) {
    Dice dice = Dice.of(7, kind.toString(), 0);
    Pool kept = new Pool(site("Kept"), dice.split(), MIB, 0.5, 1);
    return Jvm.run(
        machine(kind),
        new Application(
            List.of(kept),
            List.of(tick -> kept.add(base + leakPerSecond * tick.end() - kept.bytes(), tick)),
            second -> 1,
            Beside.NOTHING),
        seconds,
        dice);
  }

  private static Machine machine(CollectorSettings.Kind kind) {
    return new Machine(
        new CollectorSettings(kind, LIMIT, LIMIT, 0.2, 0.45, 2e-3, MIB / 2, 0.5),
        20 * MIB,
        1,
        Double.POSITIVE_INFINITY,
        5,
        5,
        10);
  }

  private static Pool.Site site(String type) {
    return new Pool.Site(type, List.of("com.acme.Handler.handle(Handler.java:1)"));
  }
}

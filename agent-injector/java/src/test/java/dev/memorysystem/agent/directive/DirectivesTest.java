package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.agent.os.ContainerMemory;
import dev.memorysystem.agent.os.Headroom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectivesTest {
  private static final Result NOTHING = () -> "";

  @TempDir Path root;

  private final List<Outcome> outcomes = new ArrayList<>();

  private Directives of(Map<String, Task> tasks) {
    return new Directives(() -> tasks, 0.2, new Headroom(ContainerMemory.find(root)), () -> 0);
  }

  private static Directive directive(String id, String kind) {
    return new Directive(id, kind, 0.5, 1 << 20, 1);
  }

  private List<Outcome> await(Directives directives, int count) {
    org.awaitility.Awaitility.await()
        .until(
            () -> {
              outcomes.addAll(directives.take());
              return outcomes.size() >= count;
            });
    return outcomes;
  }

  @Test
  void carriesOutEachIdOnce() {
    var calls = new AtomicInteger();
    var directives =
        of(
            Map.of(
                "x",
                (directive, budget, cost) -> {
                  calls.incrementAndGet();
                  return NOTHING;
                }));
    directives.run(List.of(directive("1", "x"), directive("2", "x"), directive("1", "x")));
    await(directives, 2);
    directives.run(List.of(directive("2", "x"), directive("3", "x")));
    assertThat(await(directives, 3))
        .extracting(outcome -> outcome.directive().id() + outcome.state().text())
        .containsExactly("1done", "2done", "3done");
    assertThat(calls).hasValue(3);
  }

  @Test
  void carriesOutOneAtATimeWhoeverAsks() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var directives =
        of(
            Map.of(
                "x",
                (directive, budget, cost) -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  running.decrementAndGet();
                  return NOTHING;
                }));
    var threads =
        IntStream.range(0, 4)
            .mapToObj(
                n ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 4; i++) {
                            directives.run(List.of(directive(n + "." + i, "x")));
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(await(directives, 16)).hasSize(16);
    assertThat(most).hasValue(1);
  }

  @Test
  void takesWhatDidNotFitWhenItIsGivenAgain() throws Exception {
    var gate = new CountDownLatch(1);
    var directives =
        of(
            Map.of(
                "x",
                (directive, budget, cost) -> {
                  gate.await();
                  return NOTHING;
                }));
    var many = IntStream.range(0, 24).mapToObj(i -> directive("" + i, "x")).toList();
    directives.run(many);
    gate.countDown();
    org.awaitility.Awaitility.await()
        .until(
            () -> {
              directives.run(many);
              outcomes.addAll(directives.take());
              return outcomes.size() >= 24;
            });
    assertThat(outcomes).extracting(outcome -> outcome.directive().id()).doesNotHaveDuplicates();
  }

  @Test
  void survivesWhateverATaskThrows() {
    var directives =
        of(
            Map.of(
                "oom",
                (directive, budget, cost) -> {
                  throw new OutOfMemoryError("Java heap space");
                },
                "missing",
                (directive, budget, cost) -> {
                  throw new NoClassDefFoundError("java/lang/management/ManagementFactory");
                },
                "full",
                (directive, budget, cost) -> {
                  throw new java.io.IOException("No space left on device");
                }));
    directives.run(
        List.of(directive("1", "oom"), directive("2", "missing"), directive("3", "full")));
    assertThat(await(directives, 3))
        .allMatch(outcome -> outcome.state() == Outcome.State.FAILED)
        .extracting(Outcome::reason)
        .containsExactly(
            "java.lang.OutOfMemoryError: Java heap space",
            "java.lang.NoClassDefFoundError: java/lang/management/ManagementFactory",
            "java.io.IOException: No space left on device");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    var directives = of(Map.of("x", (directive, budget, cost) -> NOTHING));
    directives.run(List.of(directive("1", "format_the_disk")));
    var outcome = await(directives, 1).getFirst();
    assertThat(outcome.state()).isEqualTo(Outcome.State.REFUSED);
    assertThat(outcome.reason()).isEqualTo("this agent knows x, but no format_the_disk");
    assertThat(outcome.cost().predictedPause()).isEmpty();
  }

  @Test
  void allowsNoLongerPauseThanThePod() {
    var directives =
        of(
            Map.of(
                "x",
                (directive, budget, cost) -> {
                  cost.predict(0.3, 5);
                  budget.coversPause(0.3);
                  return NOTHING;
                }));
    directives.run(List.of(directive("1", "x")));
    var outcome = await(directives, 1).getFirst();
    assertThat(outcome.state()).isEqualTo(Outcome.State.REFUSED);
    assertThat(outcome.reason())
        .startsWith("it would stop the application for some 300 ms, 200 ms are allowed");
    assertThat(outcome.cost().predictedPause()).hasValue(0.3);
    assertThat(outcome.cost().predictedBytes()).hasValue(5);
  }

  @Test
  void refusesWhereTheJvmLetsIt() {
    var directives =
        new Directives(
            () -> {
              throw new Refused("no beans");
            },
            0.2,
            new Headroom(ContainerMemory.find(root)),
            () -> 0);
    directives.run(List.of(directive("1", "x")));
    assertThat(await(directives, 1).getFirst().reason()).isEqualTo("no beans");
  }
}

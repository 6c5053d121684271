package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.agent.os.ContainerMemory;
import dev.memorysystem.agent.os.Headroom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples this JVM, with one thread that works, one that waits, and one of ours that works. */
class StackSamplesTaskTest {
  @TempDir Path root;

  private final FakeVm vm = new FakeVm();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile double sink;
  private volatile boolean ended;

  @BeforeEach
  void startThreads() {
    vm.stopSeconds = 0.000_1;
    new Thread(this::workHard, "hard").start();
    new Thread(this::workForUs, "memory-system-test").start();
    new Thread(this::idle, "idle").start();
  }

  @AfterEach
  void endThreads() {
    ended = true;
    end.countDown();
  }

  private void workHard() {
    while (!ended) {
      sink = Math.sqrt(sink + 1);
    }
  }

  private void workForUs() {
    while (!ended) {
      sink = Math.cbrt(sink + 1);
    }
  }

  private void idle() {
    try {
      end.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tellsWhoWorks() {
    var outcome = run(1, 3);
    assertThat(outcome.state()).isEqualTo(Outcome.State.DONE);
    assertThat(outcome.reason())
        .startsWith("most often, ")
        .endsWith("; virtual threads are not seen, but for their carriers");
    assertThat(outcome.cost().pause()).hasValue(0.000_1);
    var samples = (StackSamples) outcome.result().orElseThrow();
    assertThat(samples.samples()).isPositive();
    assertThat(samples.durationSeconds()).isGreaterThanOrEqualTo(3);
    assertThat(samples.states().waiting()).isPositive();
    assertThat(samples.stacks())
        .anySatisfy(
            stack -> {
              assertThat(stack.frames().toString())
                  .contains(StackSamplesTaskTest.class.getName() + ".workHard(");
              assertThat(stack.count()).isPositive();
              assertThat(stack.cpuSeconds()).isPositive();
            });
    assertThat(samples.stacks())
        .noneSatisfy(stack -> assertThat(stack.frames().toString()).contains("workForUs"))
        .noneSatisfy(stack -> assertThat(stack.frames().toString()).contains("idle("));
  }

  @Test
  void refusesATinyBudget() {
    var outcome = run(0.000_01, 3);
    assertThat(outcome.state()).isEqualTo(Outcome.State.REFUSED);
    assertThat(vm.stops).isZero();
  }

  @Test
  void endsWhenSingleStacksTakeTooLong() {
    vm.stopSeconds = 0.5;
    var outcome = run(0.1, 120);
    assertThat(outcome.state()).isEqualTo(Outcome.State.DONE);
    assertThat(outcome.reason()).contains("ended early");
    assertThat(vm.stops).isEqualTo(3);
    assertThat(outcome.cost().pause()).hasValue(0.5);
  }

  private Outcome run(double maxPause, double seconds) {
    var directives =
        new Directives(
            () -> Map.of("stack_samples", new StackSamplesTask(vm, () -> 7)),
            1,
            new Headroom(ContainerMemory.find(root)),
            () -> 0);
    directives.run(List.of(new Directive("1", "stack_samples", maxPause, 1 << 30, seconds)));
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(directives::take, outcomes -> !outcomes.isEmpty())
        .getFirst();
  }
}

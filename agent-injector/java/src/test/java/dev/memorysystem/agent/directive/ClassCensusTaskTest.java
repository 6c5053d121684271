package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.agent.os.ContainerMemory;
import dev.memorysystem.agent.os.Headroom;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCensusTaskTest {
  @TempDir Path root;

  private final FakeVm vm = new FakeVm();
  private final ClassCensusTask task = new ClassCensusTask(vm, () -> 42);
  private final Cost cost = new Cost();

  private ClassCensus census(double maxPause, long maxBytes) throws Exception {
    var directive = new Directive("1", "class_census", maxPause, maxBytes, 0);
    var budget = new Budget(directive, 1, new Headroom(ContainerMemory.find(root)));
    return (ClassCensus) task.carryOut(directive, budget, cost);
  }

  @Test
  void expectsWhatItMeasured() throws Exception {
    vm.stopSeconds = 0.05;
    var first = census(1, 1 << 30);
    assertThat(cost.predictedPause()).hasValue(vm.heapUsed() / ClassCensusTask.ASSUMED_RATE);
    assertThat(cost.pause()).hasValue(0.05);
    assertThat(first.processSeconds()).isEqualTo(42);
    var second = census(1, 1 << 30);
    assertThat(cost.predictedPause().getAsDouble()).isEqualTo(0.05);
    assertThat(second.previousSeconds()).hasValue(42);
  }

  @Test
  void refusesALongerPauseThanIsAllowed() {
    assertThatThrownBy(() -> census(0.1, 1 << 30))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("it would stop the application for some 210 ms, 100 ms are");
    assertThat(vm.stops).isZero();
    assertThat(cost.pause()).isEmpty();
  }

  @Test
  void refusesToTakeMoreMemoryThanIsAllowed() {
    assertThatThrownBy(() -> census(1, 1 << 20)).isInstanceOf(Refused.class);
    assertThat(vm.stops).isZero();
  }

  @Test
  void refusesWhereTheHeapHasNoRoom() {
    var directive = new Directive("1", "class_census", 1, 1 << 30, 0);
    var budget = new Budget(directive, 1, new Headroom(ContainerMemory.find(root)));
    assertThatThrownBy(() -> budget.heapHas(Long.MAX_VALUE))
        .isInstanceOf(Refused.class)
        .hasMessageMatching("the heap has \\d+ MiB left, it takes \\d+ MiB");
  }
}

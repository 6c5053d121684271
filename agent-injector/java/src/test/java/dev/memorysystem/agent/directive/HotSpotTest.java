package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM of this test; its packages are opened on the command line. */
class HotSpotTest {
  @TempDir Path folder;

  private Vm vm;

  @BeforeEach
  void open() throws Exception {
    vm =
        HotSpot.open(
            (Instrumentation)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Instrumentation.class},
                    (proxy, method, arguments) -> null));
  }

  /** What a census counts. */
  static final class Counted {}

  @Test
  void countsObjects() throws Exception {
    var held = IntStream.range(0, 20_000).mapToObj(i -> new Counted()).toList();
    var census = Histogram.read(vm.classHistogram());
    assertThat(census.classes().get(Counted.class.getName()).instances())
        .isGreaterThanOrEqualTo(held.size());
    assertThat(census.classes().get("byte[]").bytes()).isPositive();
    assertThat(census.bytes()).isGreaterThan(1 << 20);
  }

  @Test
  void measuresStops() throws Exception {
    var stop = vm.measure(vm::classHistogram);
    assertThat(stop.result).contains("java.lang.String");
    assertThat(stop.seconds).isPositive();
    var none = vm.measure(() -> List.of(1));
    assertThat(none.seconds).isNotNegative();
  }

  @Test
  void knowsOptions() {
    assertThat(vm.isSet("ThisIsNoOption")).isFalse();
    assertThat(vm.isSet("UseTLAB")).isTrue();
    assertThat(vm.heapUsed()).isPositive();
  }

  @Test
  void tellsWhyItCannotDump() throws Exception {
    Path existing = Files.createFile(folder.resolve("there.hprof"));
    assertThatThrownBy(() -> vm.dumpHeap(existing)).isInstanceOf(IOException.class);
  }
}

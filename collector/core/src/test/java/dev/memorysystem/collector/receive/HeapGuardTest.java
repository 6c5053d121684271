package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeapGuardTest {
  private final FilledHeap heap = new FilledHeap();
  private final HeapGuard guard = new HeapGuard(new PrometheusRegistry(), heap, () -> 0);

  /** A heap of 100 bytes. */
  private static final class FilledHeap implements HeapGuard.Heap {
    volatile long used;
    volatile long live;
    final AtomicInteger collections = new AtomicInteger();

    @Override
    public long max() {
      return 100;
    }

    @Override
    public long used() {
      return used;
    }

    @Override
    public long live() {
      return live;
    }

    @Override
    public void collect() {
      collections.incrementAndGet();
    }
  }

  @Test
  void garbageRefusesNobody() {
    heap.used = 99;
    heap.live = 70;
    assertThatCode(() -> guard.check(false)).doesNotThrowAnyException();
    assertThat(heap.collections).hasValue(0);
  }

  @Test
  void aboveTheSoftLimitNothingIsBegunAndWhatIsBegunEnds() {
    heap.used = 99;
    heap.live = 80;
    assertThatThrownBy(() -> guard.check(false))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.OVERLOADED));
    assertThatCode(() -> guard.check(true)).doesNotThrowAnyException();
  }

  @Test
  void aboveTheHardLimitWhatIsBegunIsGivenUpToo() {
    heap.used = 99;
    heap.live = 95;
    assertThatThrownBy(() -> guard.check(true)).isInstanceOf(Refused.class);
  }

  @Test
  void oneCollectionIsAskedForAndAnotherOnlyAfterAWhile() {
    heap.used = 99;
    heap.live = 80;
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> guard.check(false)).isInstanceOf(Refused.class);
    }
    await().until(() -> heap.collections.get() == 1);
    assertThatThrownBy(() -> guard.check(false)).isInstanceOf(Refused.class);
    assertThat(heap.collections).hasValue(1);
  }
}

package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.collector.log.LogLines;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapGuardTest {
  private final FilledHeap heap = new FilledHeap();
  private final AtomicLong now = new AtomicLong();
  private final HeapGuard guard = new HeapGuard(new PrometheusRegistry(), heap, now::get);

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

  @Test
  void whileItIsFullItIsInTroubleAndSoonNotAnyMore() {
    assertThat(guard.trouble()).isEmpty();
    fill(80);
    assertThat(guard.trouble()).hasValueSatisfying(text -> assertThat(text).contains("80 of 100"));
    await().until(() -> heap.collections.get() == 1);
    fill(95);
    assertThat(guard.trouble())
        .hasValueSatisfying(text -> assertThat(text).contains("no request is taken"));
    fill(10);
    assertThat(guard.trouble()).isEmpty();
  }

  @Test
  void aLineSaysWhenItBecomesFullAndWhenItIsNotAnyMoreAndNotMoreOften() {
    try (LogLines log = new LogLines(HeapGuard.class)) {
      for (int i = 0; i < 100; i++) {
        fill(80);
        assertThat(guard.trouble()).isPresent();
        fill(10);
        assertThat(guard.trouble()).isEmpty();
      }
      assertThat(log.lines())
          .singleElement()
          .satisfies(line -> assertThat(line).startsWith("WARNING the heap is full (80 of 100"));
      pass(31);
      fill(95);
      assertThatThrownBy(() -> guard.check(true)).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> guard.check(true)).isInstanceOf(Refused.class);
      assertThat(log.lines()).hasSize(2).last().asString().startsWith("SEVERE the heap is full");
      fill(10);
      assertThat(guard.trouble()).isEmpty();
      assertThat(log.lines()).hasSize(2);
      pass(31);
      assertThatCode(() -> guard.check(false)).doesNotThrowAnyException();
      assertThatCode(() -> guard.check(false)).doesNotThrowAnyException();
      assertThat(log.lines()).hasSize(3).last().asString().startsWith("INFO the heap has room");
    }
  }

  private void fill(long live) {
    heap.used = live;
    heap.live = live;
  }

  private void pass(long seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}

package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private final AtomicLong now = new AtomicLong(5);
  private final Quota quota =
      new Quota("namespace shop", new NamespaceLimits(2, 1000, 3), 100, now::get);

  private void pass(long time, TimeUnit unit) {
    now.addAndGet(unit.toNanos(time));
  }

  @Test
  void tenSecondsOfRequestsMayComeAtOnceAndThenTheRate() throws Exception {
    for (int i = 0; i < 20; i++) {
      quota.request();
    }
    assertThatThrownBy(quota::request)
        .hasMessageContaining("namespace shop")
        .hasMessageContaining("1 seconds");
    pass(1, TimeUnit.SECONDS);
    quota.request();
    quota.request();
    assertThatThrownBy(quota::request).isInstanceOf(Refused.class);
    pass(1, TimeUnit.HOURS);
    for (int i = 0; i < 20; i++) {
      quota.request();
    }
    assertThatThrownBy(quota::request).isInstanceOf(Refused.class);
  }

  @Test
  void aLargeRequestIsTakenAndPaidForByThoseAfterIt() throws Exception {
    quota.request();
    quota.received(15_000);
    assertThatThrownBy(quota::request)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.retryAfterSeconds()).isBetween(5, 6));
    pass(4, TimeUnit.SECONDS);
    assertThatThrownBy(quota::request).isInstanceOf(Refused.class);
    pass(2, TimeUnit.SECONDS);
    assertThatCode(quota::request).doesNotThrowAnyException();
  }

  @Test
  void aProcessThatIsSilentLeavesItsPlaceToAnother() throws Exception {
    quota.process("a", "orders");
    quota.process("b", "orders");
    quota.process("c", "orders");
    assertThatThrownBy(() -> quota.process("d", "orders")).hasMessageContaining("3 processes");
    pass(3, TimeUnit.MINUTES);
    quota.process("b", "orders");
    quota.process("c", "orders");
    pass(3, TimeUnit.MINUTES);
    quota.process("d", "orders");
    assertThatThrownBy(() -> quota.process("a", "orders")).hasMessageContaining("3 processes");
  }

  @Test
  void workloadsCannotBeMadeUpWithoutEnd() throws Exception {
    for (String workload : new String[] {"a", "b", "c"}) {
      quota.process("one", workload);
    }
    assertThatThrownBy(() -> quota.process("one", "d")).hasMessageContaining("workloads");
    pass(25, TimeUnit.HOURS);
    quota.process("one", "d");
  }

  @Test
  void unfinishedRequestsHoldAShareButOneAloneIsNeverTooMuch() throws Exception {
    quota.hold(150, 0);
    assertThatThrownBy(() -> quota.hold(1, 0)).hasMessageContaining("hold 150 bytes");
    quota.hold(10, 150);
    quota.release(160);
    quota.hold(60, 0);
    quota.hold(40, 0);
    assertThatThrownBy(() -> quota.hold(1, 40)).isInstanceOf(Refused.class);
    quota.release(100);
    assertThat(quota.isIdle()).isTrue();
  }
}

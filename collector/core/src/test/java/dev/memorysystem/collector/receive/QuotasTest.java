package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.collector.identity.Caller;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final Caller UNNAMED = new Caller.Unnamed();

  private final AtomicLong now = new AtomicLong();
  private final Quotas quotas = new Quotas(new NamespaceLimits(1, 1000, 3), 400, now::get);

  @Test
  void withoutIdentityEachAddressHasItsOwn() throws Exception {
    for (int i = 0; i < 10; i++) {
      quotas.of(UNNAMED, "198.18.0.1").orElseThrow().request();
    }
    assertThatThrownBy(() -> quotas.of(UNNAMED, "198.18.0.1").orElseThrow().request())
        .hasMessageContaining("senders without identity at 198.18.0.1");
    quotas.of(UNNAMED, "198.18.0.2").orElseThrow().request();
  }

  @Test
  void namesThatAreMadeUpShareOneAndTakeNothingFromThoseKnownBefore() throws Exception {
    quotas.claimed("shop").process("a", "orders");
    for (int i = 0; i < 5_000; i++) {
      try {
        quotas.claimed("made-up-" + i).process("i", "w" + i);
      } catch (Refused refused) {
        assertThat(refused).hasMessageContaining("whoever else");
      }
    }
    assertThat(quotas.claimed("made-up-4998")).isSameAs(quotas.claimed("made-up-4999"));
    quotas.claimed("shop").process("b", "orders");
    assertThat(quotas.claimed("shop")).isNotSameAs(quotas.claimed("made-up-4999"));
  }

  @Test
  void whatIsClaimedIsApartFromWhatIsProved() throws Exception {
    for (String process : new String[] {"a", "b", "c"}) {
      quotas.claimed("shop").process(process, "orders");
    }
    assertThatThrownBy(() -> quotas.claimed("shop").process("d", "orders"))
        .hasMessageContaining("namespace shop without identity");
    quotas.of(new Caller.Pod("shop", "d", "d"), "198.18.0.1").orElseThrow().process("d", "orders");
  }
}

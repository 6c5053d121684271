package dev.memorysystem.collector.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memorysystem.collector.identity.Caller;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadersTest {
  private static final Caller SHOP = new Caller.Pod("shop", "orders-1", "uid-1");
  private static final Caller SHOP_TOO = new Caller.Pod("shop", "carts-1", "uid-2");
  private static final Caller BANK = new Caller.Pod("bank", "vault-1", "uid-3");
  private static final Caller GRAFANA = new Caller.Reader("grafana");
  private static final Caller OPERATOR = new Caller.Operator("operator");

  private final AtomicLong now = new AtomicLong();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Readers readers = new Readers(new ReadLimits(2, 100, 3), registry, now::get);

  @Test
  void aNamespaceThatAsksTooOftenIsToldWhenToComeBackAndOthersGoOn() throws Exception {
    for (int i = 0; i < 20; i++) {
      ask(i % 2 == 0 ? SHOP : SHOP_TOO);
    }
    OverLimit over = catchThrowableOfType(OverLimit.class, () -> readers.begin(SHOP));
    assertThat(over.limit()).isEqualTo(OverLimit.Limit.REQUESTS);
    assertThat(over.text()).contains("namespace shop", "2 times a second", "1 seconds");
    assertThat(over.retryAfterSeconds()).isEqualTo(1);
    ask(BANK);
    ask(GRAFANA);
    pass(1);
    ask(SHOP);
    assertThat(refused("requests")).isEqualTo(1);
  }

  @Test
  void theOperatorIsNeverLimited() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      assertThat(readers.begin(OPERATOR)).isEmpty();
    }
    assertThat(readers.begin(new Caller.Anybody())).isEmpty();
  }

  @Test
  void aDashboardOfTwentyPanelsIsAnsweredFourAtATime() throws Exception {
    Readers readers = new Readers(ReadLimits.DEFAULT, new PrometheusRegistry(), now::get);
    Queue<ReadQuota.Reading> answering = new ArrayDeque<>();
    for (int i = 0; i < 20; i++) {
      ReadQuota.Reading reading = readers.begin(GRAFANA).orElseThrow();
      reading.answer(() -> answering.add(reading));
    }
    for (int left = 20; left > 0; left--) {
      assertThat(answering).hasSize(Math.min(left, ReadQuota.MAX_AT_ONCE));
      answering.remove().end();
    }
    assertThat(answering).isEmpty();
  }

  @Test
  void answersThatAreNotReadToTheirEndHoldUpTheirReaderAlone() throws Exception {
    Readers readers = new Readers(ReadLimits.DEFAULT, new PrometheusRegistry(), now::get);
    List<ReadQuota.Reading> unread = new ArrayList<>();
    for (int i = 0; i < ReadQuota.MAX_AT_ONCE; i++) {
      unread.add(readers.begin(SHOP).orElseThrow());
      unread.getLast().answer(() -> {});
    }
    List<Integer> answered = new ArrayList<>();
    List<ReadQuota.Reading> waiting = new ArrayList<>();
    for (int i = 0; i < ReadQuota.MAX_WAITING; i++) {
      int number = i;
      waiting.add(readers.begin(SHOP_TOO).orElseThrow());
      waiting.getLast().answer(() -> answered.add(number));
    }
    assertThat(answered).isEmpty();
    ReadQuota.Reading further = readers.begin(SHOP).orElseThrow();
    assertThatExceptionOfType(OverLimit.class)
        .isThrownBy(() -> further.answer(() -> answered.add(-1)))
        .withMessageContaining("4 answers to namespace shop are not read to their end")
        .satisfies(over -> assertThat(over.limit()).isEqualTo(OverLimit.Limit.UNFINISHED));
    further.end();
    readers.begin(BANK).orElseThrow().answer(() -> answered.add(100));
    assertThat(answered).containsExactly(100);

    waiting.get(1).end();
    unread.getFirst().end();
    unread.getFirst().end();
    assertThat(answered).as("one place was given back").containsExactly(100, 0);
    unread.getLast().end();
    assertThat(answered).as("who went away is not answered").containsExactly(100, 0, 2);
    unread.get(1).stream();
    assertThat(answered).as("a stream waits elsewhere").containsExactly(100, 0, 2, 3);
  }

  @Test
  void streamsAreCountedApartAndGivenBackWhenTheyEnd() throws Exception {
    List<ReadQuota.Reading> streams = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      streams.add(stream(SHOP));
    }
    ReadQuota.Reading fourth = begin(SHOP);
    assertThatExceptionOfType(OverLimit.class)
        .isThrownBy(fourth::stream)
        .withMessageContaining("3 streams of namespace shop");
    fourth.end();
    assertThat(stream(BANK).isStream()).isTrue();
    streams.getFirst().end();
    assertThat(stream(SHOP).isStream()).isTrue();
    assertThat(refused("streams")).isEqualTo(1);
  }

  @Test
  void allNamespacesTogetherDoNotOpenStreamsWithoutEnd() throws Exception {
    for (int i = 0; i < Readers.MAX_STREAMS; i++) {
      stream(new Caller.Pod("namespace-" + i, "pod", "uid"));
    }
    ReadQuota.Reading further = begin(SHOP);
    assertThatExceptionOfType(OverLimit.class)
        .isThrownBy(further::stream)
        .withMessageContaining("of all readers");
    assertThat(readers.begin(OPERATOR)).isEmpty();
  }

  @Test
  void whoHasMuchLookedThroughPaysItBackBeforeTheNextQuery() throws Exception {
    ReadQuota.Reading reading = begin(SHOP);
    reading.query();
    reading.looked(1_500);
    assertThatExceptionOfType(OverLimit.class)
        .isThrownBy(reading::query)
        .satisfies(over -> assertThat(over.limit()).isEqualTo(OverLimit.Limit.ROWS))
        .satisfies(over -> assertThat(over.retryAfterSeconds()).isEqualTo(6));
    begin(GRAFANA).query();
    pass(6);
    reading.query();
  }

  @Test
  void namespacesThatAreIdleAreForgotten() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      ask(new Caller.Pod("namespace-" + i, "pod", "uid"));
    }
    assertThat(readers.size()).isLessThan(1_100);
  }

  private ReadQuota.Reading begin(Caller caller) throws OverLimit {
    ReadQuota.Reading reading = readers.begin(caller).orElseThrow();
    reading.answer(() -> {});
    return reading;
  }

  private void ask(Caller caller) throws OverLimit {
    begin(caller).end();
  }

  private ReadQuota.Reading stream(Caller caller) throws OverLimit {
    ReadQuota.Reading reading = begin(caller);
    reading.stream();
    return reading;
  }

  private void pass(long seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private double refused(String limit) {
    return registry.scrape().stream()
        .filter(CounterSnapshot.class::isInstance)
        .flatMap(counter -> ((CounterSnapshot) counter).getDataPoints().stream())
        .filter(point -> limit.equals(point.getLabels().get("limit")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }
}

package dev.memorysystem.collector.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memorysystem.testkit.TestIdentity;
import dev.memorysystem.testkit.TestToken;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad tokens, again and again, from the same address as good ones. */
class TokenGateTest {
  private static final String HERE = "198.18.0.1";
  private static final String THERE = "198.18.0.2";

  @TempDir Path directory;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AtomicLong now = new AtomicLong();
  private final HeldClock clock = new HeldClock();
  private TestIdentity identity;
  private IdentityFiles files;
  private GonePods gone;
  private TokenGate gate;
  private int made;

  @BeforeEach
  void open() throws Exception {
    identity = TestIdentity.in(directory.resolve("identity"));
    files = new IdentityFiles(identity.directory());
    gone = new GonePods(directory.resolve("gone"), TokenGate.LONGEST_POD_TOKEN, Clock.systemUTC());
    gate =
        new TokenGate(
            new IdentitySettings(
                identity.directory(),
                TestIdentity.AUDIENCE,
                TestIdentity.OPERATOR,
                Set.of(TestIdentity.READER)),
            files,
            gone,
            registry,
            clock,
            now::get);
  }

  @AfterEach
  void close() throws Exception {
    files.close();
    gone.close();
  }

  @Test
  void badTokensOfOneAddressAreNotLookedAtWithoutEnd() throws Exception {
    int looked = flood(HERE, 200);
    assertThat(looked).isBetween(50, 51);
    assertThat(checks("refused")).isEqualTo(looked);
    assertThat(checks("limited")).isEqualTo(200 - looked);
    Denied denied = denied(bad(), HERE);
    assertThat(denied.kind()).isEqualTo(Denied.Kind.LIMITED);
    assertThat(denied.retryAfterSeconds()).isEqualTo(1);
    assertThat(denied.text()).contains(HERE, "send it again");
    now.addAndGet(TimeUnit.SECONDS.toNanos(4));
    assertThat(flood(HERE, 100)).isBetween(18, 22);
  }

  @Test
  void anotherAddressIsNotConcerned() throws Exception {
    flood(HERE, 200);
    assertThat(gate.check(bearer(pod("new", "new")), THERE).caller())
        .isInstanceOf(Caller.Pod.class);
    assertThat(denied(bad(), THERE).kind()).isEqualTo(Denied.Kind.UNAUTHENTICATED);
  }

  @Test
  void whoWasVerifiedGoesOnFromThereAndWithItsNextTokenToo() throws Exception {
    String first = bearer(pod("good", "uid-good"));
    String operator = bearer(identity.operator());
    gate.check(first, HERE);
    gate.check(operator, HERE);
    flood(HERE, 200);
    for (int i = 0; i < 100; i++) {
      gate.check(first, HERE);
      gate.check(operator, HERE);
    }
    gate.check(bearer(pod("good", "uid-good").valid(earlier(), Duration.ofHours(2))), HERE);
    gate.check(bearer(identity.operator().valid(earlier(), Duration.ofHours(2))), HERE);
    assertThat(denied(bearer(pod("new", "uid-new")), HERE).kind()).isEqualTo(Denied.Kind.LIMITED);
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    gate.check(bearer(pod("new", "uid-new")), HERE);
  }

  @Test
  void whoClaimsToBeAKnownPodIsNotLookedAtWithoutEndEither() throws Exception {
    gate.check(bearer(pod("good", "uid-good")), HERE);
    flood(HERE, 200);
    int looked = 0;
    for (int i = 0; i < 100; i++) {
      String forged = bearer(pod("good", "uid-good").audience("elsewhere-" + i));
      looked += denied(forged, HERE).kind() == Denied.Kind.UNAUTHENTICATED ? 1 : 0;
    }
    assertThat(looked).isBetween(5, 6);
  }

  @Test
  void theSameBadTokenAgainAndAgainCostsItsNeighboursNothing() throws Exception {
    String bad = bad();
    for (int i = 0; i < 1_000; i++) {
      assertThat(denied(bad, HERE).kind()).isEqualTo(Denied.Kind.UNAUTHENTICATED);
    }
    gate.check(bearer(pod("new", "uid-new")), HERE);
    assertThat(denied(bad(), HERE).kind()).isEqualTo(Denied.Kind.UNAUTHENTICATED);
  }

  @Test
  void aTokenThatBecomesGoodIsLookedAtAgain() throws Exception {
    Instant soon = clock.instant().plusSeconds(60);
    String early = bearer(pod("early", "uid").valid(soon, Duration.ofHours(1)));
    assertThat(denied(early, HERE).text()).contains("not valid before");
    clock.time = soon;
    assertThat(denied(early, HERE).text()).contains("not valid before");
    now.addAndGet(TimeUnit.SECONDS.toNanos(11));
    gate.check(early, HERE);
  }

  /** Stands still. */
  private static final class HeldClock extends Clock {
    Instant time = Instant.now();

    @Override
    public Instant instant() {
      return time;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Instant earlier() {
    return clock.instant().minus(Duration.ofHours(1));
  }

  private TestToken pod(String name, String uid) {
    return identity.pod("shop", name, uid);
  }

  private static String bearer(TestToken token) {
    return "Bearer " + token.sign();
  }

  /** Another one each time. */
  private String bad() {
    return bearer(pod("bad", "uid-bad-" + made++).audience("elsewhere"));
  }

  /** How many of so many bad tokens were looked at. */
  private int flood(String source, int count) {
    int looked = 0;
    for (int i = 0; i < count; i++) {
      looked += denied(bad(), source).kind() == Denied.Kind.UNAUTHENTICATED ? 1 : 0;
    }
    return looked;
  }

  private Denied denied(String authorization, String source) {
    return catchThrowableOfType(Denied.class, () -> gate.check(authorization, source));
  }

  private double checks(String result) {
    return registry.scrape().stream()
        .filter(metric -> metric.getMetadata().getName().equals("memory_system_token_checks"))
        .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
        .filter(point -> result.equals(point.getLabels().get("result")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }
}

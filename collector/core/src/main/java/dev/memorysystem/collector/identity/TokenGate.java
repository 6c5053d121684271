package dev.memorysystem.collector.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Bearer tokens, each checked once: what was verified is remembered by its hash until it ends. */
public final class TokenGate implements Gate {
  /** How long a pod that is gone has to be remembered. */
  public static final Duration LONGEST_POD_TOKEN =
      TokenCheck.MAX_POD_TOKEN_LIFE.plus(TokenCheck.LEEWAY);

  /** Characters; Kubernetes' have about 1,200. */
  private static final int MAX_TOKEN = 6 * 1024;

  /** Tokens remembered, the least lately used forgotten first: 400 bytes each. */
  private static final int MAX_REMEMBERED = 20_000;

  /**
   * Refused tokens remembered, and how long: whoever sends the same bad token again and again costs
   * next to nothing, and waits no longer than this for a token that becomes good.
   */
  private static final int MAX_REFUSED = 2_000;

  private static final Duration REFUSED_FOR = Duration.ofSeconds(10);

  /**
   * Checks that may fail of one source a second, and of a caller that is known, whose next token
   * comes within an hour. Chosen; what a check costs was not measured.
   */
  private static final double FAILURES_PER_SECOND = 5;

  private static final double FAILURES_OF_KNOWN_PER_SECOND = 0.5;

  private static final String SCHEME = "bearer ";

  private final String audience;
  private final TokenCheck check;
  private final GonePods gone;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ByteBuffer, Verified> remembered = lru(MAX_REMEMBERED);
  private final Map<ByteBuffer, Refusal> refused = lru(MAX_REFUSED);

  /** Who was verified lately: uids of pods, usernames of others. */
  private final Map<String, Boolean> known = lru(MAX_REMEMBERED);

  private final FailedChecks failures;
  private final FailedChecks failuresOfKnown;
  private final Counter checks;

  /** Counts the sets of keys there were: what an older set said is not remembered. */
  private final AtomicLong keys = new AtomicLong();

  private record Refusal(Denied reason, long atNanos) {}

  public TokenGate(
      IdentitySettings settings,
      IdentityFiles files,
      GonePods gone,
      PrometheusRegistry registry,
      Clock clock) {
    this(settings, files, gone, registry, clock, System::nanoTime);
  }

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  TokenGate(
      IdentitySettings settings,
      IdentityFiles files,
      GonePods gone,
      PrometheusRegistry registry,
      Clock clock,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.failures = new FailedChecks(FAILURES_PER_SECOND, nanoTime);
    this.failuresOfKnown = new FailedChecks(FAILURES_OF_KNOWN_PER_SECOND, nanoTime);
    this.audience = settings.audience();
    this.check = new TokenCheck(settings, files, clock);
    this.gone = gone;
    this.clock = clock;
    files.onChange(this::forget);
    checks =
        Counter.builder()
            .name("memory_system_token_checks_total")
            .help(
                "Tokens: remembered, verified by their signature, refused, or limited: not looked at"
                    + " as too many from there were refused.")
            .labelNames("result")
            .register(registry);
    for (String result : new String[] {"remembered", "verified", "refused", "limited"}) {
      checks.initLabelValues(result);
    }
    CounterWithCallback.builder()
        .name("memory_system_identity_files_refused_total")
        .help(
            "Times that a changed certificate or key set could not be used; the old one still is.")
        .callback(counter -> counter.call(files.refused()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("memory_system_certificate_expiry_timestamp_seconds")
        .help("When the serving certificate expires, seconds since the epoch.")
        .callback(gauge -> gauge.call(files.certificateExpires().getEpochSecond()))
        .register(registry);
  }

  private static <K, V> Map<K, V> lru(int max) {
    return new LinkedHashMap<>(64, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
      }
    };
  }

  @Override
  public Verified check(@Nullable String authorization, String source) throws Denied {
    try {
      Verified verified = verified(token(authorization), Source.of(source));
      if (verified.caller() instanceof Caller.Pod pod && gone.contains(pod.uid())) {
        throw Denied.unauthenticated(
            "pod %s/%s, to which the token is bound, was deleted"
                .formatted(pod.namespace(), pod.name()));
      }
      return verified;
    } catch (Denied e) {
      checks.labelValues(e.kind() == Denied.Kind.LIMITED ? "limited" : "refused").inc();
      throw e;
    }
  }

  private String token(@Nullable String authorization) throws Denied {
    if (authorization == null || authorization.isBlank()) {
      throw Denied.unauthenticated(
          "send a ServiceAccount token of this cluster, with the audience %s: Authorization: Bearer <token>"
              .formatted(audience));
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw Denied.unauthenticated("the Authorization header must be of the form: Bearer <token>");
    }
    String token = authorization.substring(SCHEME.length()).strip();
    if (token.length() > MAX_TOKEN) {
      throw Denied.unauthenticated(
          "the token is longer than %d characters: no ServiceAccount token is"
              .formatted(MAX_TOKEN));
    }
    return token;
  }

  private Verified verified(String token, String source) throws Denied {
    ByteBuffer hash = hash(token);
    Verified verified = remembered(hash);
    if (verified != null && !clock.instant().isAfter(verified.expires())) {
      checks.labelValues("remembered").inc();
      return verified;
    }
    throwIfRefused(hash);
    Runnable failed = admit(token, source);
    long checkedBy = keys.get();
    try {
      verified = check.check(token);
    } catch (Denied denied) {
      failed.run();
      remember(refused, hash, new Refusal(denied, nanoTime.getAsLong()), checkedBy);
      throw denied;
    }
    checks.labelValues("verified").inc();
    remember(remembered, hash, verified, checkedBy);
    remember(known, name(verified.caller()), true, checkedBy);
    return verified;
  }

  /**
   * Whether a token may be looked at: while others from its source are bad, only one that claims to
   * be of somebody who was verified lately.
   *
   * @return to be called when it is bad
   */
  private Runnable admit(String token, String source) throws Denied {
    double wait = failures.secondsUntilMore(source);
    if (wait <= 0) {
      return () -> failures.failed(source);
    }
    String claimed = check.claimed(token);
    if (isKnown(claimed)) {
      String share = source + " " + claimed;
      double waitOfKnown = failuresOfKnown.secondsUntilMore(share);
      if (waitOfKnown <= 0) {
        return () -> failuresOfKnown.failed(share);
      }
    }
    throw Denied.limited(source, wait);
  }

  private static String name(Caller caller) {
    return switch (caller) {
      case Caller.Pod pod -> pod.uid();
      case Caller.Operator operator -> operator.username();
      case Caller.Reader reader -> reader.username();
      case Caller.Anybody anybody -> "";
      case Caller.Unnamed unnamed -> "";
    };
  }

  private boolean isKnown(String name) {
    lock.lock();
    try {
      return known.containsKey(name);
    } finally {
      lock.unlock();
    }
  }

  private void throwIfRefused(ByteBuffer hash) throws Denied {
    lock.lock();
    try {
      Refusal refusal = refused.get(hash);
      if (refusal == null) {
        return;
      }
      if (nanoTime.getAsLong() - refusal.atNanos() < REFUSED_FOR.toNanos()) {
        throw refusal.reason();
      }
      refused.remove(hash);
    } finally {
      lock.unlock();
    }
  }

  /** Unless the keys have changed since. */
  private <K, V> void remember(Map<K, V> in, K key, V value, long checkedBy) {
    lock.lock();
    try {
      if (checkedBy == keys.get()) {
        in.put(key, value);
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Verified remembered(ByteBuffer hash) {
    lock.lock();
    try {
      return remembered.get(hash);
    } finally {
      lock.unlock();
    }
  }

  /** Keys have changed: everybody is checked anew. */
  private void forget() {
    lock.lock();
    try {
      keys.incrementAndGet();
      remembered.clear();
      refused.clear();
    } finally {
      lock.unlock();
    }
  }

  private static ByteBuffer hash(String token) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

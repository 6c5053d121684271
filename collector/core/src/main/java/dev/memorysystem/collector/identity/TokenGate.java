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

  private static final String SCHEME = "bearer ";

  private final TokenCheck check;
  private final GonePods gone;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ByteBuffer, Verified> remembered =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Verified> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };
  private final Counter checks;

  /** Counts the sets of keys there were: what an older set said is not remembered. */
  private final AtomicLong keys = new AtomicLong();

  public TokenGate(
      IdentitySettings settings,
      IdentityFiles files,
      GonePods gone,
      PrometheusRegistry registry,
      Clock clock) {
    this.check = new TokenCheck(settings, files, clock);
    this.gone = gone;
    this.clock = clock;
    files.onChange(this::forget);
    checks =
        Counter.builder()
            .name("memory_system_token_checks_total")
            .help("Tokens: remembered, verified by their signature, or refused.")
            .labelNames("result")
            .register(registry);
    for (String result : new String[] {"remembered", "verified", "refused"}) {
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

  @Override
  public Verified check(@Nullable String authorization) throws Denied {
    try {
      Verified verified = verified(token(authorization));
      if (verified.caller() instanceof Caller.Pod pod && gone.contains(pod.uid())) {
        throw Denied.unauthenticated(
            "pod %s/%s, to which the token is bound, was deleted"
                .formatted(pod.namespace(), pod.name()));
      }
      return verified;
    } catch (Denied e) {
      checks.labelValues("refused").inc();
      throw e;
    }
  }

  private static String token(@Nullable String authorization) throws Denied {
    if (authorization == null || authorization.isBlank()) {
      throw Denied.unauthenticated(
          "send a ServiceAccount token of this cluster: Authorization: Bearer <token>");
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

  private Verified verified(String token) throws Denied {
    ByteBuffer hash = hash(token);
    Verified known = remembered(hash);
    if (known != null && !clock.instant().isAfter(known.expires())) {
      checks.labelValues("remembered").inc();
      return known;
    }
    long checkedBy = keys.get();
    Verified verified = check.check(token);
    checks.labelValues("verified").inc();
    lock.lock();
    try {
      if (checkedBy == keys.get()) {
        remembered.put(hash, verified);
      }
    } finally {
      lock.unlock();
    }
    return verified;
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

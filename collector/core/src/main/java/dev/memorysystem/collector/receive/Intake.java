package dev.memorysystem.collector.receive;

import com.google.protobuf.Message;
import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.identity.GonePods;
import dev.memorysystem.collector.identity.PodWords;
import dev.memorysystem.collector.log.SignalKind;
import dev.memorysystem.collector.log.SignalLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What both protocols share: inflate, decode, append; done when the bytes are on disk. */
final class Intake {
  private final SignalLog log;
  private final Executor executor;
  private final Clock clock;
  private final long maxInflatedBytes;
  private final ReceiveMetrics metrics;
  private final PodWords pods;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private boolean stopping;
  private int pending;

  /**
   * @param executor where inflating and decoding happen
   * @param maxInflatedBytes largest request after inflating
   * @param pods hears what the operator says of pods, before that is acknowledged
   */
  Intake(
      SignalLog log,
      Executor executor,
      Clock clock,
      long maxInflatedBytes,
      ReceiveMetrics metrics,
      PodWords pods) {
    this.log = log;
    this.executor = executor;
    this.clock = clock;
    this.maxInflatedBytes = maxInflatedBytes;
    this.metrics = metrics;
    this.pods = pods;
  }

  /**
   * @return completes with the bytes kept once they are on disk; fails with {@link Refused}
   */
  CompletableFuture<Integer> accept(
      Admission.Sender sender,
      SignalKind kind,
      Format format,
      boolean gzip,
      byte[] body,
      MemoryLimiter.Reservation reservation) {
    if (!begin()) {
      return CompletableFuture.failedFuture(
          new Refused(Refused.Reason.UNAVAILABLE, "the collector is stopping; send this again"));
    }
    return CompletableFuture.supplyAsync(
            () -> decode(sender, kind, format, gzip, body, reservation), executor)
        .thenCompose(
            payload ->
                log.append(kind, clock.instant(), payload)
                    .handle(
                        (offset, failure) -> {
                          if (failure != null) {
                            throw new CompletionException(unavailable(failure));
                          }
                          return payload.length;
                        }))
        .whenComplete((kept, failure) -> end());
  }

  /** Refuses what comes from now on, and waits until everything taken before is done. */
  void stop(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      stopping = true;
      long nanos = wait.toNanos();
      while (pending > 0 && nanos > 0) {
        nanos = idle.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      if (!stopping) {
        pending++;
      }
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      pending--;
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private byte[] decode(
      Admission.Sender sender,
      SignalKind kind,
      Format format,
      boolean gzip,
      byte[] body,
      MemoryLimiter.Reservation reservation) {
    try {
      byte[] plain = gzip ? Gzip.inflate(body, maxInflatedBytes, reservation) : body;
      OtlpCodec.Decoded decoded = OtlpCodec.decode(kind, format, plain);
      admit(sender, decoded.request(), plain.length);
      return decoded.payload();
    } catch (Refused e) {
      throw new CompletionException(metrics.ofNamespace(sender.caller(), e));
    }
  }

  private void admit(Admission.Sender sender, Message request, int size) throws Refused {
    Authorship.check(sender.caller(), request);
    if (sender.quota().isPresent()) {
      sender.quota().get().received(size);
      if (sender.caller() instanceof Caller.Unnamed) {
        Authorship.countClaimed(sender.quotas(), request);
      } else {
        Authorship.count(sender.quota().get(), request);
      }
    }
    List<GonePods.Word> words = Authorship.words(sender.caller(), request, clock.instant());
    if (!words.isEmpty()) {
      try {
        pods.tell(words);
      } catch (IOException e) {
        throw unavailable(e);
      }
    }
  }

  private static Refused unavailable(Throwable failure) {
    return new Refused(
        Refused.Reason.UNAVAILABLE,
        "the collector could not store the request (%s); send this again in %d seconds"
            .formatted(failure.getMessage(), Refused.RETRY_AFTER_SECONDS));
  }
}

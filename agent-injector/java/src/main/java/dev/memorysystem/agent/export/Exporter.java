package dev.memorysystem.agent.export;

import dev.memorysystem.agent.DaemonThread;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.logs.LogsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends to the collector on a thread of its own. Giving it something never blocks: requests wait in
 * a bounded queue, the oldest are dropped and counted when it is full. A collector that is away is
 * tried again with growing waits; what it refuses for good is dropped.
 */
public final class Exporter {
  /** Requests; some ten minutes of reports. */
  private static final int MAX_QUEUED = 128;

  /** Bytes, compressed. */
  private static final long MAX_QUEUED_BYTES = 2 << 20;

  /**
   * Failures of one request at a collector that can be reached, some minutes of them: then it is
   * the request that cannot be taken, and the next one's turn.
   */
  private static final int MAX_FAILURES = 10;

  /** Milliseconds. */
  private static final long LULL = 1_000;

  /** Or refused for good: the next one's turn. */
  private static final long SENT = -1;

  private final Http http;
  private final Thread thread;
  private final boolean withToken;
  private final Backoff backoff;

  private final Deque<Request> queue = new ArrayDeque<>();
  private long queuedBytes;
  private long dropped;
  private boolean answering;
  private boolean sending;
  private volatile boolean accepted;
  private volatile boolean stopping;

  private Exporter(Destination destination, Backoff backoff) {
    this.backoff = backoff;
    this.http = new Http(destination);
    // The first handshake of a JVM takes too long to be waited for at its end
    this.answering = !destination.isSecure();
    this.withToken = destination.tokenFile().isPresent();
    this.thread = DaemonThread.of("memory-system-export", this::run);
  }

  /** Starts the sending thread. */
  public static Exporter start(Destination destination) {
    return start(destination, new Backoff(new SplittableRandom()::nextDouble));
  }

  static Exporter start(Destination destination, Backoff backoff) {
    Exporter exporter = new Exporter(destination, backoff);
    exporter.thread.start();
    return exporter;
  }

  public void logs(Collection<LogRecordData> records) {
    offer("/v1/logs", LogsRequestMarshaler.create(records), records.size());
  }

  public void metrics(Collection<MetricData> metrics) {
    offer("/v1/metrics", MetricsRequestMarshaler.create(metrics), metrics.size());
  }

  /** Records dropped since start. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Whether the collector has taken anything since the start. */
  public boolean hasSent() {
    return accepted;
  }

  public long threadId() {
    return id(thread);
  }

  @SuppressWarnings("deprecation") // Thread.threadId() came with Java 19
  private static long id(Thread thread) {
    return thread.getId();
  }

  /** Ends the sending thread; what waits is lost. */
  public void stop() {
    stopping = true;
    thread.interrupt();
  }

  /** To be called at every report: frees a sender that hangs in a write. */
  public void watch() {
    http.closeIfOverdue();
  }

  /**
   * Waits until all is sent, but not at all when the collector does not answer.
   *
   * @param millis the longest wait
   */
  public synchronized void flush(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (answering && (sending || !queue.isEmpty())) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  private void offer(String path, Marshaler message, int records) {
    byte[] body;
    try {
      body = gzip(message);
    } catch (IOException neverInMemory) {
      body = null;
    }
    enqueue(body == null ? null : Request.post(path, body, records), records);
  }

  private synchronized void enqueue(@Nullable Request request, int records) {
    if (request == null || request.body.length > MAX_QUEUED_BYTES) {
      dropped += records;
      return;
    }
    queue.addLast(request);
    queuedBytes += request.body.length;
    while (queue.size() > MAX_QUEUED || queuedBytes > MAX_QUEUED_BYTES) {
      dropped += take().records;
    }
    notifyAll();
  }

  private static byte[] gzip(Marshaler message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (GZIPOutputStream out = new FastGzip(bytes)) {
      message.writeBinaryTo(out);
    }
    return bytes.toByteArray();
  }

  private Request take() {
    Request request = queue.removeFirst();
    queuedBytes -= request.body.length;
    return request;
  }

  @SuppressWarnings("CatchingUnchecked") // an application out of memory is a reason to wait
  private void run() {
    boolean failed = false;
    while (!stopping) {
      try {
        if (failed) {
          failed = false;
          lull();
        }
        long asked = send(next());
        if (asked == SENT) {
          backoff.afterSuccess();
        } else {
          Thread.sleep(backoff.afterFailure(asked));
        }
      } catch (InterruptedException ignored) {
        // by stop(), or by the application, who cannot mean this thread: then it goes on
      } catch (Throwable ofThisJvm) {
        failed = true;
      }
    }
  }

  /** Needs neither memory nor a class that a full heap may have broken while it was loaded. */
  private synchronized void lull() throws InterruptedException {
    wait(LULL);
  }

  private synchronized Request next() throws InterruptedException {
    while (queue.isEmpty()) {
      wait();
    }
    sending = true;
    return take();
  }

  /** Returns {@link #SENT}, or the milliseconds that the collector asked to wait, 0 for none. */
  @SuppressWarnings("CatchingUnchecked") // an application out of memory, too, is a reason to wait
  private long send(Request request) {
    try {
      Answer answer = http.send(request);
      if (isTransient(answer.status)) {
        return failed(request, TimeUnit.SECONDS.toMillis(answer.retryAfterSeconds));
      }
      accepted |= isSuccess(answer.status);
      settle(null, isSuccess(answer.status) ? 0 : request.records, true);
      return SENT;
    } catch (Unreachable away) {
      settle(request, 0, false);
      return 0;
    } catch (IOException broken) {
      return failed(request, 0);
    } catch (Throwable ofThisJvm) {
      settle(request, 0, false);
      return 0;
    }
  }

  /** The collector was there, but did not take the request. */
  private long failed(Request request, long askedMillis) {
    request.failures++;
    boolean hopeless = request.failures >= MAX_FAILURES;
    settle(hopeless ? null : request, hopeless ? request.records : 0, false);
    return askedMillis;
  }

  private static boolean isSuccess(int status) {
    return status / 100 == 2;
  }

  /**
   * The answers that the OTLP specification wants retried, and a token that is not accepted: the
   * kubelet may be late, or the collector not know a new key yet. All others are final.
   */
  private boolean isTransient(int status) {
    return status == 429
        || status == 502
        || status == 503
        || status == 504
        || (status == 401 && withToken);
  }

  /**
   * Ends an attempt.
   *
   * @param unsent goes back to the head of the queue, if there is still room for it
   * @param lost records that will not be sent again
   */
  private synchronized void settle(@Nullable Request unsent, int lost, boolean answered) {
    sending = false;
    answering = answered;
    dropped += lost;
    if (unsent != null) {
      if (queue.size() < MAX_QUEUED && queuedBytes + unsent.body.length <= MAX_QUEUED_BYTES) {
        queue.addFirst(unsent);
        queuedBytes += unsent.body.length;
      } else {
        dropped += unsent.records;
      }
    }
    notifyAll();
  }

  /** Level 1 takes a third of the default's time for 10 to 20 % more bytes. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out, 4096);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}

package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.plan.PlanText;
import dev.memorysystem.collector.plan.Plans;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/plan?process=INSTANCE}: what an agent is to look at. With {@code If-None-Match}
 * and {@code Prefer: wait=SECONDS} (RFC 7240) it waits until that is something else. A pod is told
 * its own processes' plans alone, by its token.
 */
final class PlanHttp {
  static final String PATH = "/v1/plan";

  /** Seconds: less than what proxies and our own idle timeout allow. */
  private static final int LONGEST_WAIT = 60;

  /** Seconds until one may ask again who could not wait, for too many do. */
  private static final int CROWDED = 30;

  private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,4})(?:$|[,;\\s])");

  private final Vertx vertx;
  private final Admission admission;
  private final ReceiveMetrics metrics;
  private final Plans plans;
  private final Function<String, Optional<ProcessInfo>> processes;

  /**
   * @param processes by {@link ProcessInfo#key()}
   */
  PlanHttp(
      Vertx vertx,
      Admission admission,
      ReceiveMetrics metrics,
      Plans plans,
      Function<String, Optional<ProcessInfo>> processes) {
    this.vertx = vertx;
    this.admission = admission;
    this.metrics = metrics;
    this.plans = plans;
    this.processes = processes;
  }

  /** Who is asked about. */
  private record Asked(String namespace, String key) {}

  void handle(HttpServerRequest request) {
    try {
      Caller caller = admission.admit(request).caller();
      check(request);
      Asked asked = asked(request, caller);
      String known = header(request, HttpHeaders.IF_NONE_MATCH);
      int seconds = wait(request);
      if (known.isEmpty() || seconds == 0) {
        answer(request, known, plans.of(asked.key()));
      } else {
        answerLater(request, asked, known, seconds);
      }
    } catch (Refused refused) {
      fail(request, metrics.refused(ReceiveMetrics.HTTP, refused));
    }
  }

  private void check(HttpServerRequest request) throws Refused {
    if (!request.method().equals(HttpMethod.GET)) {
      throw new Refused(
          Refused.Reason.METHOD, "%s is not allowed here; use GET".formatted(request.method()));
    }
    String length = header(request, HttpHeaders.CONTENT_LENGTH);
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || !(length.isEmpty() || length.equals("0"))) {
      throw new Refused(Refused.Reason.MALFORMED, "a plan is asked for without a body");
    }
    if (!plans.isOpen()) {
      throw new Refused(
          Refused.Reason.UNAVAILABLE, "the collector is starting; ask again in a few seconds");
    }
  }

  private Asked asked(HttpServerRequest request, Caller caller) throws Refused {
    String process = request.getParam("process");
    if (process == null || process.isEmpty()) {
      throw new Refused(
          Refused.Reason.MALFORMED, "name the process: ?process= and its service.instance.id");
    }
    return switch (caller) {
      case Caller.Anybody anybody -> {
        String namespace = request.getParam("namespace");
        yield asked(namespace == null ? "" : namespace, process);
      }
      case Caller.Pod pod -> {
        Asked own = asked(pod.namespace(), process);
        if (processes
            .apply(own.key())
            .filter(known -> !pod.uid().equals(known.podUid()))
            .isPresent()) {
          throw new Refused(
              Refused.Reason.FORBIDDEN, "this process is of another pod than the token");
        }
        yield own;
      }
      case Caller.Unnamed unnamed ->
          throw new Refused(
              Refused.Reason.NOT_FOUND,
              "plans are told on the port with TLS, to pods with a token");
      case Caller.Operator operator -> throw notForReaders();
      case Caller.Reader reader -> throw notForReaders();
    };
  }

  private static Refused notForReaders() {
    return new Refused(Refused.Reason.FORBIDDEN, "a plan is told to the pod that it is for");
  }

  private static Asked asked(String namespace, String process) {
    return new Asked(namespace, ProcessInfo.key(namespace, process));
  }

  private void answerLater(HttpServerRequest request, Asked asked, String known, int seconds) {
    Optional<CompletableFuture<PlanText>> waiting =
        plans.await(asked.namespace(), asked.key(), known);
    if (waiting.isEmpty()) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(CROWDED));
      answer(request, known, plans.of(asked.key()));
      return;
    }
    CompletableFuture<PlanText> told = waiting.get();
    var context = vertx.getOrCreateContext();
    long timer = vertx.setTimer(seconds * 1_000L, overdue -> told.complete(plans.of(asked.key())));
    request.response().closeHandler(gone -> told.cancel(false));
    told.whenComplete(
        (plan, gone) -> {
          vertx.cancelTimer(timer);
          if (gone == null) {
            context.runOnContext(ignored -> answer(request, known, plan));
          }
        });
  }

  private static void answer(HttpServerRequest request, String known, PlanText plan) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response
        .putHeader(HttpHeaders.ETAG, plan.etag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (plan.etag().equals(known)) {
      response.setStatusCode(304).end();
    } else {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .end(Buffer.buffer(plan.body()));
    }
  }

  private static void fail(HttpServerRequest request, Refused refused) {
    HttpServerResponse response = request.response();
    Refused.Reason reason = refused.reason();
    response
        .setStatusCode(reason.httpStatus())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    if (reason.retryable()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(refused.retryAfterSeconds()));
    }
    if (reason == Refused.Reason.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"memory-system\"");
    }
    if (reason == Refused.Reason.METHOD) {
      response.putHeader(HttpHeaders.ALLOW, "GET");
    }
    if (reason == Refused.Reason.MALFORMED || reason == Refused.Reason.METHOD) {
      // a body that nobody asked for is not read
      response.putHeader(HttpHeaders.CONNECTION, "close");
    }
    response.end(new JsonObject().put("message", refused.text()).toBuffer());
  }

  /** Seconds; 0 for none. */
  private static int wait(HttpServerRequest request) {
    Matcher wait = WAIT.matcher(header(request, "Prefer"));
    return wait.find() ? Math.min(LONGEST_WAIT, Integer.parseInt(wait.group(1))) : 0;
  }

  private static String header(HttpServerRequest request, CharSequence name) {
    @Nullable String value = request.getHeader(name);
    return value == null ? "" : value.trim();
  }
}

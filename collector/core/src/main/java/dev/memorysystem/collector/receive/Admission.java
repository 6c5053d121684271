package dev.memorysystem.collector.receive;

import dev.memorysystem.collector.identity.Caller;
import dev.memorysystem.collector.identity.Denied;
import dev.memorysystem.collector.identity.Gate;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Lets a request in before its body is read: who sends it, and whether its namespace may now. */
final class Admission {
  private final Gate gate;
  private final Quotas quotas;
  private final ReceiveMetrics metrics;

  Admission(Gate gate, Quotas quotas, ReceiveMetrics metrics) {
    this.gate = gate;
    this.quotas = quotas;
    this.metrics = metrics;
  }

  /** A sender that was let in. */
  record Sender(Caller caller, Optional<Quota> quota) {}

  Sender admit(HttpServerRequest request) throws Refused {
    Caller caller = caller(request);
    Optional<Quota> quota = quotas.of(caller);
    if (quota.isPresent()) {
      try {
        quota.get().request();
      } catch (Refused refused) {
        throw metrics.ofNamespace(caller, refused);
      }
    }
    return new Sender(caller, quota);
  }

  private Caller caller(HttpServerRequest request) throws Refused {
    try {
      return gate.check(request.getHeader(HttpHeaders.AUTHORIZATION)).caller();
    } catch (Denied denied) {
      throw new Refused(
          switch (denied.kind()) {
            case UNAUTHENTICATED -> Refused.Reason.UNAUTHENTICATED;
            case FORBIDDEN -> Refused.Reason.FORBIDDEN;
          },
          denied.text());
    }
  }
}

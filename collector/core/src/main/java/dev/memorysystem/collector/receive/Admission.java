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
  private final Connections connections;
  private final ReceiveMetrics metrics;

  Admission(Gate gate, Quotas quotas, Connections connections, ReceiveMetrics metrics) {
    this.gate = gate;
    this.quotas = quotas;
    this.connections = connections;
    this.metrics = metrics;
  }

  /**
   * A sender that was let in.
   *
   * @param quota of what is known of it before it has said anything
   */
  record Sender(Caller caller, Optional<Quota> quota, Quotas quotas) {}

  Sender admit(HttpServerRequest request) throws Refused {
    Caller caller = caller(request);
    Optional<Quota> quota = quotas.of(caller, source(request));
    try {
      connections.verified(request.connection(), caller);
      if (quota.isPresent()) {
        quota.get().request();
      }
    } catch (Refused refused) {
      throw metrics.ofNamespace(caller, refused);
    }
    return new Sender(caller, quota, quotas);
  }

  private Caller caller(HttpServerRequest request) throws Refused {
    try {
      return gate.check(request.getHeader(HttpHeaders.AUTHORIZATION), source(request)).caller();
    } catch (Denied denied) {
      throw Refused.denied(denied);
    }
  }

  private static String source(HttpServerRequest request) {
    return request.remoteAddress().hostAddress();
  }
}

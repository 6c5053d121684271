package com.acme.gateway;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Passes requests on to services behind it. */
public final class GatewayService {
  private final ExecutorService behind = Executors.newFixedThreadPool(4, Load.daemons("behind"));
  private final Timeouts timeouts = new Timeouts();
  private final Lru<Long, String> routes = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    GatewayService service = new GatewayService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String route = routes.get(request % 5_000, id -> "route " + id + exchange.field(1));
    Call call = new Call(route + exchange.field(2).repeat(90));
    Future<?> timeout = timeouts.schedule(call);
    behind.execute(Load.guarded(() -> call.answered(exchange.field(3))));
    String answer = call.answer();
    timeouts.answered(timeout);
    exchange.answer(answer);
  }
}

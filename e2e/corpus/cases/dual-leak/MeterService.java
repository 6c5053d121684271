package com.acme.meters;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Takes in meter readings and draws charts. */
public final class MeterService {
  private static final int CHART_EVERY = 50;
  private static final int QUARTERS = 96;

  private final Archive archive = new Archive();
  private final Lru<Long, String> owners = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    MeterService service = new MeterService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String owner = owners.get(request % 6_000, id -> "owner " + id + exchange.field(1));
    SplittableRandom random = new SplittableRandom(request);
    String telegram = owner + exchange.field(2).repeat(80);
    archive.add(
        new Reading(request, telegram.getBytes(StandardCharsets.UTF_8)),
        new Sum(request, random.doubles(QUARTERS).toArray()));
    exchange.answer(request % CHART_EVERY == 0 ? "chart " + archive.total() : owner);
  }
}

package com.acme.archives;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pacedload.Exchange;
import org.pacedload.Life;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Packs and unpacks; its pool of workers is grown step by step to its maximum. */
public final class ZipService {
  private static final int WORKERS = 48;

  private final AtomicInteger packed = new AtomicInteger();
  private final Lru<Long, String> names = new Lru<>(2_000);
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          1, WORKERS, 1, TimeUnit.HOURS, new LinkedBlockingQueue<>(), Load.daemons("zip"));

  public static void main(String[] args) throws InterruptedException {
    ZipService service = new ZipService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    String name = names.get(request % 5_000, id -> "file " + id + exchange.field(1));
    double grown = Math.min(1, 1.5 * Life.seconds() / Life.length());
    workers.setCorePoolSize(Math.max(1, (int) (WORKERS * grown)));
    byte[] file = (name + exchange.field(2)).repeat(200).getBytes(StandardCharsets.UTF_8);
    workers.execute(Load.guarded(() -> packed.addAndGet(Packer.ofThread().pack(file))));
    exchange.answer(packed + " packed");
  }
}

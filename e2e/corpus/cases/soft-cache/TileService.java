package com.acme.maps;

import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** Serves map tiles. */
public final class TileService {
  private static final int TILES = 100_000;

  private final Tiles tiles = new Tiles();

  public static void main(String[] args) throws InterruptedException {
    TileService service = new TileService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    SplittableRandom random = new SplittableRandom(request);
    Exchange exchange = Exchange.receive(request, 80);
    int number = (int) (TILES * Math.pow(random.nextDouble(), 2));
    exchange.answer("tile of " + tiles.tile(number).length);
  }
}

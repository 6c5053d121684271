package com.acme.profiles;

import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Shows profiles of users, most of whom are anonymous and never come back. */
public final class ProfileService {
  /** Ids in a request: the user and those who follow. */
  private static final int IDS = 20;

  private final Interner ids = new Interner();
  private final Lru<String, byte[]> pictures = new Lru<>(2_000);

  public static void main(String[] args) throws InterruptedException {
    ProfileService service = new ProfileService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    SplittableRandom random = new SplittableRandom(request);
    Exchange exchange = Exchange.receive(request, 80);
    int size = 0;
    for (int i = 0; i < IDS; i++) {
      boolean known = random.nextInt(4) == 0;
      String id =
          known
              ? "user:" + random.nextInt(5_000)
              : "anonymous:" + exchange.field(i) + ':' + random.nextLong();
      size += ids.intern(id).length();
    }
    byte[] picture = pictures.get("user:" + request % 6_000, id -> new byte[2 << 10]);
    exchange.answer("profile " + (size + picture.length));
  }
}

package com.acme.articles;

import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Renders articles; keeps those that were read last. */
public final class ArticleService {
  private static final int CACHED = 4_000;
  private static final int ARTICLES = 60_000;

  private record Article(int number, String title, byte[] html) {}

  private final Lru<Integer, Article> cache = new Lru<>(CACHED);

  public static void main(String[] args) throws InterruptedException {
    ArticleService service = new ArticleService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    exchange.answer(request % 2 == 0 ? "front page" : read(request, exchange));
  }

  private String read(long request, Exchange exchange) {
    int number = (int) (ARTICLES * Math.pow(new SplittableRandom(request).nextDouble(), 5));
    Article article = cache.get(number, each -> render(each, exchange));
    return article.title() + article.number() + article.html().length;
  }

  private static Article render(int number, Exchange exchange) {
    byte[] html = new byte[12 << 10];
    for (int i = 0; i < html.length; i++) {
      html[i] = (byte) (number + i);
    }
    return new Article(number, exchange.field(number % 80), html);
  }
}

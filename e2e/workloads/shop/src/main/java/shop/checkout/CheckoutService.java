package shop.checkout;

import java.util.SplittableRandom;
import shop.load.LoadGenerator;
import shop.load.Request;
import shop.load.ServiceUnderLoad;
import shop.web.HttpService;
import shop.web.Settings;

/** The shop's checkout: {@code POST /checkout} takes an order and charges the card. */
public final class CheckoutService {
  private static final int DEFAULT_RATE_PER_SECOND = 60;
  private static final int ARTICLES = 50_000;
  private static final int MOST_LINES = 30;

  private CheckoutService() {}

  public static void main(String[] arguments) {
    HttpService service = HttpService.bind(Settings.number("PORT", 8080));
    ErrorTracker.start(service);
    service.route(
        "/checkout",
        new CheckoutHandler(new OrderForm(new PriceList()), new Stock(), new PaymentGateway()));
    ServiceUnderLoad.start(
        "checkout",
        service,
        LoadGenerator.fromEnvironment(
            service.port(), CheckoutService::randomOrder, DEFAULT_RATE_PER_SECOND));
  }

  private static Request randomOrder(SplittableRandom random) {
    StringBuilder body = new StringBuilder();
    body.append(4_000_000_000_000_000L + random.nextLong(1_000_000_000_000_000L)).append('\n');
    int lines = 1 + random.nextInt(MOST_LINES);
    for (int line = 0; line < lines; line++) {
      body.append("article-").append(random.nextInt(ARTICLES));
      body.append(',').append(1 + random.nextInt(5)).append('\n');
    }
    return new Request("/checkout", body.toString());
  }
}

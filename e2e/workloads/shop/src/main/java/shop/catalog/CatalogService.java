package shop.catalog;

import java.util.SplittableRandom;
import shop.load.LoadGenerator;
import shop.load.Request;
import shop.load.ServiceUnderLoad;
import shop.web.HttpService;
import shop.web.Settings;

/**
 * The shop's catalog: {@code GET /products/ID}, behind a cache of {@code CACHE_MEGABYTES} that
 * fills in the first minutes and then stays full, with pages leaving as others come.
 */
public final class CatalogService {
  private static final int DEFAULT_RATE_PER_SECOND = 200;
  private static final int DEFAULT_CACHE_MEGABYTES = 70;
  private static final int PRODUCTS = 60_000;

  private CatalogService() {}

  public static void main(String[] arguments) {
    long cacheBytes = Settings.number("CACHE_MEGABYTES", DEFAULT_CACHE_MEGABYTES) * 1_000_000L;
    HttpService service =
        HttpService.bind(Settings.number("PORT", 8080))
            .route("/products", new CatalogHandler(new ProductStore(), cacheBytes));
    ServiceUnderLoad.start(
        "catalog",
        service,
        LoadGenerator.fromEnvironment(
            service.port(), CatalogService::randomVisit, DEFAULT_RATE_PER_SECOND));
  }

  /** A few products are asked for often, most now and then. */
  private static Request randomVisit(SplittableRandom random) {
    double popularity = random.nextDouble();
    int product = (int) (PRODUCTS * popularity * popularity);
    return new Request("/products/" + product, "");
  }
}

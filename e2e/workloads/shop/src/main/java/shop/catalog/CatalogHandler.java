package shop.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import shop.web.Handler;
import shop.web.Response;

/** Shows a product's page, from a cache bounded by the bytes of the pages in it. */
final class CatalogHandler implements Handler {
  private final LoadingCache<String, ProductPage> pages;

  CatalogHandler(ProductStore store, long cacheBytes) {
    this.pages =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytes)
            .weigher((String id, ProductPage page) -> page.weight())
            .build(store::load);
  }

  @Override
  public Response answer(String path, String body) {
    if (path.isEmpty()) {
      return new Response(404, "no such product\n");
    }
    return new Response(200, pages.get(path).render());
  }
}

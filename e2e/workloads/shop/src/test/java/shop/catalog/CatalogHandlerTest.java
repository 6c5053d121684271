package shop.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogHandlerTest {
  @Test
  void showsTheSamePageFromTheStoreAndFromTheCache() {
    ProductStore store = new ProductStore();
    CatalogHandler cached = new CatalogHandler(store, 1_000_000);
    CatalogHandler uncached = new CatalogHandler(store, 0);

    assertThat(cached.answer("17", "")).isEqualTo(cached.answer("17", ""));
    assertThat(uncached.answer("17", "")).isEqualTo(cached.answer("17", ""));
    assertThat(cached.answer("18", "")).isNotEqualTo(cached.answer("17", ""));
  }

  @Test
  void knowsNoPageWithoutAnId() {
    assertThat(new CatalogHandler(new ProductStore(), 0).answer("", "").status()).isEqualTo(404);
  }
}

package orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrdersResourceTest {
  @TestHTTPResource URI address;

  @Test
  void tellsOfAnOrderThatItTook() throws Exception {
    HttpResponse<String> taken =
        send(
            HttpRequest.newBuilder(address.resolve("/orders"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"customer": "anna", "lines": [{"product": "tea", "quantity": 2}]}
                        """)));
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(send(HttpRequest.newBuilder(address.resolve("/orders/" + taken.body()))).body())
        .contains("anna", "tea");
    assertThat(send(HttpRequest.newBuilder(address.resolve("/orders/4711"))).statusCode())
        .isEqualTo(404);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}

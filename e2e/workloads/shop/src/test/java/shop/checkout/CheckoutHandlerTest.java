package shop.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.web.Response;

class CheckoutHandlerTest {
  private final CheckoutHandler checkout =
      new CheckoutHandler(new OrderForm(new PriceList()), new Stock(), new PaymentGateway());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4000000000000009|kettle,2|200|paid",
        "4000000000000006|kettle,2|200|paid",
        "4000000000000005|kettle,2|402|bank declined",
        "4000000000000000|kettle,2|402|bank declined",
        "4000000000000009|kettle|400|not a line of sku,quantity: kettle",
        "4000000000000009|kettle,0|400|not a line of sku,quantity: kettle,0",
        "4000000000000009|kettle,many|400|not a line of sku,quantity: kettle,many",
      })
  void chargesTheCardForAnOrder(String card, String line, int status, String message) {
    Response response = checkout.answer("", card + "\n" + line + "\n");
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body()).contains(message);
  }
}

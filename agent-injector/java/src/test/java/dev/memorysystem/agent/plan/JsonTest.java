package dev.memorysystem.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsEveryKindOfValue() throws IOException {
    assertThat(
            read(
                " {\"a\" : [1, -2.5e3, true, false, null, {}, []],\r\n\t\"b\":\"\\u00e4\\n\\\"\\/\\\\x\"} "))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(1.0, -2500.0, true, false, null, Map.of(), List.of()),
                "b",
                "\u00e4\n\"/\\x"));
    assertThat(read("\"\u00fc\"")).isEqualTo("\u00fc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "[1,2",
        "[1 2]",
        "[,]",
        "tru",
        "nul",
        "NaN",
        "1e999",
        "--1",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12",
        "\"a\nb\"",
        "{} {}",
        "<html>"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesWhatIsNestedTooDeeplyAndWhatIsNoUtf8() throws IOException {
    assertThat(read("[".repeat(16) + "]".repeat(16))).isInstanceOf(List.class);
    assertThatThrownBy(() -> read("[".repeat(60_000))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xff, '"'}))
        .isInstanceOf(IOException.class);
  }

  /** Whatever comes: it is read or it is refused. */
  @Test
  void nothingElseHappens() {
    Random random = new Random(1);
    byte[] plan =
        "{\"walk\":{\"enabled\":true,\"targets\":[{\"type\":\"a.B\",\"frames\":[\"x\"]}]}}"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = plan.clone();
      for (int j = 0; j < 3; j++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      try {
        Plan.read("\"1\"", broken);
      } catch (IOException refused) {
        continue;
      }
    }
  }

  private static Object read(String text) throws IOException {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }
}

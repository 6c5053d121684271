package dev.memorysystem.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinuteRowTest {
  private static final double[] VALUES = {
    0, -0.0, 1, -1, 0.1, 1e300, -1e-300, 1L << 53, (1L << 53) + 2, Long.MIN_VALUE, 123_456_789
  };

  @Test
  void whatIsEncodedIsDecoded() throws IOException {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      MinuteRow row = new MinuteRow();
      for (int i = 0; i < random.nextInt(80); i++) {
        row.add(
            random.nextInt(300),
            new MinuteRow.Cell(
                value(random), value(random), value(random), random.nextInt(60_000)));
      }
      assertThat(MinuteRow.decode(row.encode()).cells()).isEqualTo(row.cells());
    }
  }

  private static double value(Random random) {
    return VALUES[random.nextInt(VALUES.length)];
  }

  @Test
  void aTypicalSeriesTakesFewBytes() {
    MinuteRow row = new MinuteRow();
    for (int slot = 0; slot < 60; slot++) {
      row.add(slot, new MinuteRow.Cell(200e6, 201e6, 200.5e6, 45_000));
    }
    assertThat(row.encode().length).isLessThan(60 * 17);
  }

  @Test
  void whatIsCutShortOrOfAnotherFormatIsRefused() {
    MinuteRow row = new MinuteRow();
    row.add(3, new MinuteRow.Cell(1, 2, 1.5, 1000));
    byte[] bytes = row.encode();
    assertThatThrownBy(() -> MinuteRow.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IOException.class);
    bytes[0] = 9;
    assertThatThrownBy(() -> MinuteRow.decode(bytes)).hasMessageContaining("format");
  }
}

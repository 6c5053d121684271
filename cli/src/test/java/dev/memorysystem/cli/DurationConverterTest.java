package dev.memorysystem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
  @ParameterizedTest
  @CsvSource({"90s,PT1M30S", "3m,PT3M", "1h30m,PT1H30M", "2d,PT48H", "1.5s,PT1.5S", "200ms,PT0.2S"})
  void reads(String text, Duration expected) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "m", "3 m", "-3m", "3min", "PT3M"})
  void refusesWithAnExample(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("write for example 90s");
  }

  @Test
  void refusesZero() {
    assertThatThrownBy(() -> new DurationConverter().convert("0s"))
        .hasMessageContaining("longer than zero");
  }
}

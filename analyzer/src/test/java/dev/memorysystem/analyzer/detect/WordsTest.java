package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "512, 0.5 KiB",
    "12345678, 11.8 MiB",
    "-12345678, -11.8 MiB",
    "234881024, 224 MiB",
    "4294967296, 4.0 GiB"
  })
  void bytes(double bytes, String words) {
    assertThat(Words.bytes(bytes)).isEqualTo(words);
    assertThat(Words.rate(bytes)).isEqualTo(words + "/h");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59, 59 s",
    "60, 1 min",
    "125, 2 min 5 s",
    "3600, 1 h",
    "5400, 1 h 30 min",
    "90000, 1 d 1 h"
  })
  void duration(double seconds, String words) {
    assertThat(Words.duration(seconds)).isEqualTo(words);
  }

  @Test
  void percent() {
    assertThat(Words.percent(0.123)).isEqualTo("12 %");
  }
}

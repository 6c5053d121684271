package dev.memorysystem.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkippedContainersTest {
  @Test
  void whatIsWrittenIsRead() {
    Map<String, SkipReason> skipped =
        Map.of("app", SkipReason.ValueFrom, "worker", SkipReason.MountTaken);

    assertThat(SkippedContainers.read(SkippedContainers.write(skipped))).isEqualTo(skipped);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "app", "app=", "app=Unheard", ",,", "=ValueFromX"})
  void whatAnyoneElseWroteIsLeftOut(String annotation) {
    assertThat(SkippedContainers.read(annotation)).isEmpty();
  }

  @Test
  void everyReasonHasWords() {
    for (SkipReason reason : SkipReason.values()) {
      assertThat(reason.message()).isNotBlank();
    }
  }
}

package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.injection.SkipReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {
  @ParameterizedTest
  @EnumSource(SkipReason.class)
  void whatInjectionSaysIsShownByTheSameName(SkipReason reason) {
    assertThat(Reason.of(reason).name()).isEqualTo(reason.name());
  }
}

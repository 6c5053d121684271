package dev.memorysystem.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkloadStateTest {
  @Test
  void everyLayoutThatWasWrittenCanBeReadAndNoneOfTheFuture() {
    for (int version = 1; version <= WorkloadState.VERSION; version++) {
      assertThat(WorkloadState.isReadable(version)).isTrue();
    }
    assertThat(WorkloadState.isReadable(0)).isFalse();
    assertThat(WorkloadState.isReadable(WorkloadState.VERSION + 1)).isFalse();
  }
}

package dev.memorysystem.analyzer.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.TriageState;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that are stored, sent, and read by others: none may change. */
class WireNamesTest {
  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of(
            LeakKind.values(),
            "heap native direct-buffer mapped-buffer thread metaspace allocator-retention page-cache"),
        Arguments.of(FindingState.values(), "suspected confirmed resolved"),
        Arguments.of(Verdict.values(), "leak no-leak insufficient"),
        Arguments.of(
            AnomalyKind.values(), "step-after-deploy live-set-step allocation-burst gc-thrash"),
        Arguments.of(
            PathRoot.values(), "static thread_local thread class_loader stack jni sample unknown"),
        Arguments.of(TriageState.values(), "Open Acknowledged Ignored"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void areAsTheyWere(Enum<?>[] values, String names) {
    assertThat(Arrays.stream(values).map(Enum::toString)).containsExactly(names.split(" "));
  }
}

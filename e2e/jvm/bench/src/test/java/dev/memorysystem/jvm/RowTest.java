package dev.memorysystem.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {
  @Test
  void comparesEachToolWithNoneInTheSameRound() {
    Row row =
        Row.of(
            "CPU",
            "%",
            1,
            0.3,
            List.of(round(1.0, 1.02, 1.1), round(2.0, 2.02, 2.0), round(4.0, 4.0, 3.8)),
            Row.Difference.percent(Run::cpu));
    assertThat(row.ours()).containsExactly(0.0, 1.0, 2.0);
    assertThat(row.peers()).isEqualTo(Map.of("another", List.of(-5.0, 0.0, 10.0)));
  }

  private static Map<String, Run> round(double none, double ours, double another) {
    return Map.of(Tool.NONE, using(none), Tool.OURS, using(ours), "another", using(another));
  }

  private static Run using(double cpu) {
    return new Run(0, cpu, 0, 0, 0);
  }
}

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
            "memory",
            "MiB",
            30,
            12,
            List.of(round(100, 102, 110), round(200, 202, 200), round(400, 400, 380)),
            Row.Difference.plain(Run::resident));
    assertThat(row.ours()).containsExactly(0.0, 2.0, 2.0);
    assertThat(row.peers()).isEqualTo(Map.of("another", List.of(-20.0, 0.0, 10.0)));
  }

  private static Map<String, Run> round(double none, double ours, double another) {
    return Map.of(Tool.NONE, using(none), Tool.OURS, using(ours), "another", using(another));
  }

  private static Run using(double resident) {
    return new Run(0, 0, resident, 0, 0, 0, List.of());
  }
}

package dev.memorysystem.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.collector.recording.SignalCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverheadTest {
  @Test
  void aProcessThatCollectsForOverHalfOfTwentySecondsIsAtItsEnd() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i <= 60; i++) {
      signals.add(signal("a", 5.0 * i, 0.01 * i, 95));
    }
    assertThat(Overhead.exceeded(signals)).as("little is collected").isEmpty();

    signals.add(signal("a", 305, 4, 96));
    signals.add(signal("a", 480, 170, 97));

    assertThat(Overhead.exceeded(signals)).as("says little more").hasValue(Examples.at(310));
  }

  @Test
  void whatTwoProcessesSpentIsNotTakenTogether() {
    assertThat(Overhead.exceeded(List.of(signal("a", 5, 0, 95), signal("b", 30, 20, 95))))
        .isEmpty();
  }

  @Test
  void aSlowCollectionOfAHeapWithRoomEndsNothing() {
    assertThat(Overhead.exceeded(List.of(signal("a", 5, 0, 60), signal("a", 30, 20, 60))))
        .isEmpty();
  }

  private static Signal signal(String instance, double seconds, double gcSeconds, int floor) {
    return SignalCodec.decode(
        """
        {"signal": "LiveSet",
         "workload": {"namespace": "", "kind": "Process", "name": "orders", "container": ""},
         "process": {"instanceId": "%s", "pid": 7, "startedAt": "%s"},
         "at": "%s", "collections": 1, "gcSeconds": %s, "floor": %d, "heapLimit": 100}
        """
            .formatted(instance, Examples.BEGIN, Examples.at(seconds), gcSeconds, floor));
  }
}

package dev.memorysystem.agent.gc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorKindTest {
  @ParameterizedTest
  @CsvSource({
    "G1 Young Generation, end of minor GC, YOUNG, true",
    "G1 Old Generation, end of major GC, OLD, true",
    "G1 Concurrent GC, end of concurrent GC pause, G1_MARKING, true",
    "PS Scavenge, end of minor GC, YOUNG, true",
    "PS MarkSweep, end of major GC, OLD, true",
    "Copy, end of minor GC, YOUNG, true",
    "MarkSweepCompact, end of major GC, OLD, true",
    "ParNew, end of minor GC, YOUNG, true",
    "ConcurrentMarkSweep, end of major GC, OLD, true",
    "ZGC, end of GC cycle, OLD, false",
    "ZGC Cycles, end of GC cycle, OLD, false",
    "ZGC Pauses, end of GC pause, PAUSE, true",
    "ZGC Minor Cycles, end of GC cycle, YOUNG, false",
    "ZGC Minor Pauses, end of GC pause, PAUSE, true",
    "ZGC Major Cycles, end of GC cycle, OLD, false",
    "ZGC Major Pauses, end of GC pause, PAUSE, true",
    "Shenandoah Cycles, end of GC cycle, OLD, false",
    "Shenandoah Pauses, end of GC pause, PAUSE, true",
    "global garbage collect, end of major GC, OLD, true",
    "scavenge, end of minor GC, YOUNG, true"
  })
  void knowsEveryCollector(String bean, String action, CollectorKind kind, boolean pauseTime) {
    assertThat(CollectorKind.of(bean, action)).isEqualTo(kind);
    assertThat(CollectorKind.isPauseTime(bean)).isEqualTo(pauseTime);
  }
}

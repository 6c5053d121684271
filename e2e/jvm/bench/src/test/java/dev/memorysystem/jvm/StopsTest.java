package dev.memorysystem.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopsTest {
  @Test
  void readsTheLogOfSafepoints(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("safepoints.log");
    Files.writeString(
        log,
        """
        [0.914s] Safepoint "ICBufferFull", Time since last: 1 ns, Reaching safepoint: 2 ns, Cleanup: 3 ns, At safepoint: 4 ns, Leaving safepoint: 5 ns, Total: 9000000 ns, Threads: 6 runnable, 19 total
        [2.135s] Safepoint "G1CollectForAllocation", Time since last: 1 ns, Reaching safepoint: 2 ns, At safepoint: 4 ns, Leaving safepoint: 5 ns, Total: 2500000 ns, Threads: 0 runnable, 11 total
        [2.999s] Safepoint "G1PauseRemark", Time since last: 1 ns, Reaching safepoint: 2 ns, At safepoint: 4 ns, Leaving safepoint: 5 ns, Total:    1000000 ns
        [3.000s] Safepoint "G1PauseRemark", Time since last: 1 ns, Reaching safepoint: 2 ns, At safepoint: 4 ns, Leaving safepoint: 5 ns, Total: 7000000 ns
        """);
    assertThat(Stops.between(log, 1, 3)).isEqualTo(new Stops(3.5, 2.5, "G1CollectForAllocation"));
    assertThat(Stops.withoutCollections(log, 0, 3)).isEqualTo(new Stops(9, 9, "ICBufferFull"));
  }
}

package dev.memorysystem.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  @Test
  void readsWhatJdk25Writes() {
    assertThat(
            NativeMemory.parse(
                """

                Native Memory Tracking:

                (Omitting categories weighting less than 1KB)

                Total: reserved=8249117KB, committed=517133KB
                       malloc: 14249KB #25984, peak=17459KB #25092
                       mmap:   reserved=8234868KB, committed=502884KB

                -                 Java Heap (reserved=6172672KB, committed=393216KB)
                                            (mmap: reserved=6172672KB, committed=393216KB, at peak)

                -                    Thread (reserved=532376KB, committed=46068KB)
                                            (threads #519)
                                            (stack: reserved=530324KB, committed=44016KB, peak=44016KB)

                -    Native Memory Tracking (reserved=569KB, committed=569KB)

                -        Shared class space (reserved=16384KB, committed=13908KB, readonly=0KB)

                -               New In 2030 (reserved=7KB, committed=6KB)

                -                   Unknown (reserved=0KB, committed=many)
                """))
        .containsExactly(
            entry("Java Heap", 393216L << 10),
            entry("Thread", 46068L << 10),
            entry("Native Memory Tracking", 569L << 10),
            entry("Shared class space", 13908L << 10),
            entry("New In 2030", 6L << 10));
  }

  @Test
  void leavesOutStacksThatJdk8CountsWhole() {
    assertThat(
            NativeMemory.parse(
                """
                Total: reserved=1393445KB, committed=93361KB
                -                     Class (reserved=1056927KB, committed=8095KB)
                                            (classes #538)
                -                    Thread (reserved=20644KB, committed=20644KB)
                                            (thread #20)
                                            (stack: reserved=20560KB, committed=20560KB)
                -                  Internal (reserved=12288KB, committed=12288KB)
                """))
        .containsExactly(entry("Class", 8095L << 10), entry("Internal", 12288L << 10));
  }

  @Test
  void nothingIsReadOfWhatIsNoSummary() {
    assertThat(NativeMemory.parse("Native memory tracking is not enabled\n")).isEmpty();
    assertThat(NativeMemory.parse("")).isEmpty();
    assertThat(NativeMemory.parse("-  (reserved=1KB, committed=1KB)\n- A (reserved=1KB\n"))
        .isEmpty();
  }
}

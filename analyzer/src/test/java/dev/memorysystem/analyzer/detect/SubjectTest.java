package dev.memorysystem.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Limits.Binding;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubjectTest {
  @Test
  void eachKindThatIsJudgedHasItsSubject() {
    assertThat(Subject.of(LeakKind.HEAP)).isEqualTo(Subject.HEAP);
    assertThat(Subject.of(LeakKind.THREAD)).isEqualTo(Subject.THREADS);
    assertThat(Subject.of(LeakKind.METASPACE)).isEqualTo(Subject.METASPACE);
    assertThat(Subject.of(LeakKind.DIRECT_BUFFER)).isEqualTo(Subject.DIRECT);
    assertThat(Subject.of(LeakKind.MAPPED_BUFFER)).isEqualTo(Subject.MAPPED);
    assertThat(Subject.of(LeakKind.NATIVE)).isEqualTo(Subject.NATIVE);
    assertThatThrownBy(() -> Subject.of(LeakKind.PAGE_CACHE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void threadsAndMappedBuffersAreCountedAndTheRestIsBytes() {
    assertThat(Arrays.stream(Subject.values()).filter(Subject::isCounted))
        .containsExactly(Subject.THREADS, Subject.MAPPED);
    assertThat(Subject.MAPPED.amount(65_530)).isEqualTo("65530 mapped buffers");
    assertThat(Subject.MAPPED.rate(3600)).isEqualTo("3600 mapped buffers/h");
    assertThat(Subject.MAPPED.rate(-0.5)).isEqualTo("-12 mapped buffers/day");
    assertThat(Subject.THREADS.amount(12.4)).isEqualTo("12 threads");
    assertThat(Subject.HEAP.amount(3 << 20)).isEqualTo("3.0 MiB");
    assertThat(Subject.HEAP.rate(3 << 20)).isEqualTo("3.0 MiB/h");
    assertThat(Subject.THREADS.rate(1)).isEqualTo("1 threads/h");
    assertThat(Subject.THREADS.rate(0.5)).isEqualTo("12 threads/day");
    assertThat(Subject.THREADS.rate(-0.5)).isEqualTo("-12 threads/day");
    assertThat(Subject.NATIVE.start()).isEqualTo("Memory that the runtime does not account for");
  }

  @Test
  void moreThreadsThanThereCanBeAreTheMemoryThatTheyFill() {
    assertThat(Subject.THREADS.limit(4_194_304)).isEqualTo("4194304 threads");
    assertThat(Subject.THREADS.limit(4_194_305)).isEqualTo("4.0 MiB");
    assertThat(Subject.HEAP.limit(4_194_304)).isEqualTo("4.0 MiB");
  }

  @Test
  void growthIsMaterialAgainstItsLimitOrMuchMoreThanAtFirst() {
    assertThat(Resources.scale(LeakKind.THREAD, null, 100)).isEqualTo(1124);
    assertThat(Resources.scale(LeakKind.NATIVE, null, 100)).isEqualTo(100 + (512 << 20));
    assertThat(Resources.scale(LeakKind.MAPPED_BUFFER, null, 100)).isEqualTo(65_630);
    assertThat(Resources.scale(LeakKind.MAPPED_BUFFER, new Binding("limit", 65_530, 65_530), 100))
        .isEqualTo(65_530);
    assertThat(Resources.scale(LeakKind.THREAD, new Binding("limit", 500, 400), 100))
        .isEqualTo(400);
    assertThat(Resources.scale(LeakKind.THREAD, new Binding("limit", 5000, 4000), 100))
        .isEqualTo(1124);
  }

  private static Growth growth(long first, long last) {
    return new Growth(1, 1, 1, first, last, 0, 60, 9, 9, 3, true);
  }

  @Test
  void usedIsTheShareOfWhatWasFree() {
    assertThat(growth(100, 200).used(300)).isCloseTo(0.5, within(1e-9));
    assertThat(growth(100, 200).used(150)).isEqualTo(1);
    assertThat(growth(100, 50).used(300)).isZero();
    assertThat(growth(100, 200).used(100)).as("nothing was free").isZero();
    assertThat(growth(100, 200).used(50)).isZero();
  }
}

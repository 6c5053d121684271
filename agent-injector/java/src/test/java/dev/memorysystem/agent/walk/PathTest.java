package dev.memorysystem.agent.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PathTest {
  @Test
  void leavesOutTheMiddleOfALongOne() {
    var steps =
        IntStream.range(0, 30).mapToObj(i -> Step.field("a.B", "f" + i)).toArray(Step[]::new);
    var shown = new Path(Root.STATIC, steps).steps();
    assertThat(shown).hasSize(16).startsWith("a.B.f0").endsWith("a.B.f29");
    assertThat(shown.get(6)).isEqualTo("…");
  }

  @Test
  void isHeldByTheNearestFieldOutsideTheJdk() {
    var path =
        new Path(
            Root.STATIC,
            new Step[] {
              Step.field("org.example.App", "cache"),
              Step.field("java.util.Collections$SynchronizedMap", "m"),
              Step.ELEMENT
            });
    assertThat(path.holder()).contains("org.example.App.cache");
    assertThat(path.isShared()).isTrue();
  }

  @Test
  void isHeldByWhoHasTheHashTable() {
    var table = Step.field("org.example.Table", "buckets").asTable();
    var owned = new Path(Root.STATIC, new Step[] {Step.field("org.example.App", "types"), table});
    assertThat(owned.holder()).contains("org.example.App.types");
    assertThat(new Path(Root.STATIC, new Step[] {table}).holder())
        .contains("org.example.Table.buckets");
  }

  @Test
  void hasNoHolderWithinTheJdk() {
    var path = new Path(Root.STATIC, new Step[] {Step.field("java.lang.Runtime", "hooks")});
    assertThat(path.holder()).isEmpty();
    assertThat(path.isShared()).isFalse();
  }

  @Test
  void isHeldByTheFieldThatHasTheThreadLocal() {
    var local = Step.threadLocal(Step.field("org.example.App", "CONTEXT"));
    assertThat(local.text()).isEqualTo("ThreadLocal(org.example.App.CONTEXT)");
    var path = new Path(Root.THREAD_LOCAL, new Step[] {local});
    assertThat(path.holder()).contains("org.example.App.CONTEXT");
  }

  @Test
  void equalsAnotherWithTheSameSteps() {
    var one = new Path(Root.STATIC, new Step[] {Step.field("a.B", "c"), Step.ELEMENT});
    var same = new Path(Root.STATIC, new Step[] {Step.field("a.B", "c"), Step.ELEMENT});
    var thread = new Path(Root.THREAD, new Step[] {Step.field("a.B", "c"), Step.ELEMENT});
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(thread);
    assertThat(one.first(1)).isNotEqualTo(one);
  }
}

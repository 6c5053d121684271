package dev.memorysystem.agent.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.agent.sampler.Held;
import dev.memorysystem.agent.sampler.HiddenRoot;
import dev.memorysystem.agent.sampler.HiddenRoots;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stacks are looked at where a sample was missed twice, and seldom. */
class HiddenTest {
  private static final double MINUTE = 60;

  private final Object held = new Object();
  private final Sites sites =
      new Sites(List.of(new Held(new WeakReference<>(held), "A", List.of("a"))), new Layouts());
  private final Sites none = new Sites(List.of(), new Layouts());
  private double now;
  private double pause = 0.002;
  private int looks;
  private final Hidden hidden =
      new Hidden(
          samples(
              () -> {
                looks++;
                return Optional.of(
                    new HiddenRoots(List.of(root("used"), root("other")), pause, true));
              }),
          () -> now);

  static Samples samples(Supplier<Optional<HiddenRoots>> roots) {
    return new Samples() {
      @Override
      public List<Held> held() {
        return List.of();
      }

      @Override
      public Optional<HiddenRoots> hiddenRoots(long[] ownThreads) {
        return roots.get();
      }
    };
  }

  private HiddenRoot root(String method) {
    return new HiddenRoot(held, true, Optional.of("a.A"), Optional.of(method));
  }

  private void walk(Optional<Path> found) {
    hidden.look(sites);
    Sites.Site site = sites.all().getFirst();
    hidden.searched(
        List.of(
            found
                .map(path -> RetainedPath.reached(site, 1, path, Optional.empty()))
                .orElseGet(() -> RetainedPath.unreached(site, "missed"))));
  }

  @Test
  void looksWhenTwoSearchesMissed() {
    walk(Optional.empty());
    assertThat(looks).isZero();
    assertThat(hidden.pauseSeconds()).isEmpty();
    walk(Optional.empty());
    assertThat(looks).isEqualTo(1);
    assertThat(hidden.pauseSeconds()).hasValue(pause);
    assertThat(hidden.sawAll()).isTrue();
  }

  @Test
  void looksForNobody() {
    walk(Optional.empty());
    hidden.look(none);
    assertThat(looks).isZero();
  }

  @Test
  void waitsTwiceAsLongAfterALookThatFoundNothing() {
    walk(Optional.empty());
    walk(Optional.empty());
    now = 9 * MINUTE;
    walk(Optional.empty());
    assertThat(looks).isEqualTo(1);
    assertThat(hidden.pauseSeconds()).isEmpty();
    now = 10 * MINUTE;
    walk(Optional.empty());
    assertThat(looks).isEqualTo(2);
    now = 29 * MINUTE;
    walk(Optional.empty());
    assertThat(looks).isEqualTo(2);
    now = 30 * MINUTE;
    walk(Optional.empty());
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void takesAMillisecondAMinuteAtMost() {
    pause = 0.050;
    walk(Optional.empty());
    walk(Optional.empty());
    now = 49 * MINUTE;
    walk(Optional.empty());
    assertThat(looks).isEqualTo(1);
    now = 50 * MINUTE;
    walk(Optional.empty());
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void keepsTheRootsThatLedToSamples() {
    walk(Optional.empty());
    walk(Optional.of(new Path(Root.STACK, new Step[] {Step.stack("a.A", "used"), Step.ELEMENT})));
    List<String> offered = new ArrayList<>();
    hidden.offer(
        new RootVisitor() {
          @Override
          public void root(@Nullable Object object, Root root, Step step) {
            offered.add(root.text() + " " + step.text());
          }

          @Override
          public boolean ownWereTold() {
            return true;
          }
        });
    assertThat(offered).containsExactly("stack Stack(a.A.used)");
  }
}

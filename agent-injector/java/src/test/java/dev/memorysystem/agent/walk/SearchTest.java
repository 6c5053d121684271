package dev.memorysystem.agent.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.agent.sampler.Held;
import dev.memorysystem.agent.sampler.HiddenRoot;
import dev.memorysystem.agent.sampler.HiddenRoots;
import dev.memorysystem.programs.Holders;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds a sample is found, each edge read again, in all ways to hold one. */
class SearchTest {
  private static final String HOLDERS = "dev.memorysystem.programs.Holders";
  private static Map<String, Object> held;

  @BeforeAll
  static void fill() {
    held = Holders.fill();
  }

  @Test
  void findsWhatHoldsASample() {
    var samples = new ArrayList<Held>();
    held.forEach((name, object) -> samples.add(sample(name, object)));
    var found = search(samples);
    assertThat(found).hasSize(held.size());
    for (var path : found) {
      String name = path.frames().getFirst();
      assertThat(path.reached()).as(name).isEqualTo(1);
      assertThat(path.holder()).as(name).contains(holder(name));
      assertThat(path.path().orElseThrow().root())
          .as(name)
          .isEqualTo(name.equals("LOCAL") ? Root.THREAD_LOCAL : Root.STATIC);
      assertThat(path.unreachedReason()).as(name).isEmpty();
    }
  }

  @Test
  void namesTheContainerOnThePath() {
    var path = search(List.of(sample("TREE", held.get("TREE")))).getFirst();
    assertThat(path.container().orElseThrow().type())
        .isEqualTo("java.util.Collections$SynchronizedMap");
    assertThat(path.container().orElseThrow().size()).isEqualTo(5_000);
    assertThat(path.path().orElseThrow().steps()).containsExactly(HOLDERS + ".TREE", "[]");
  }

  @Test
  void theListOfAllThatHasAFinalizerHoldsNothing() {
    var finalizable = new Finalizable();
    assertThat(search(List.of(sample("finalizable", finalizable))).getFirst().reached()).isZero();
    Reference.reachabilityFence(finalizable);
  }

  private static final class Finalizable {
    @Override
    @SuppressWarnings({"removal", "deprecation", "Finalize"})
    protected void finalize() {}
  }

  @Test
  void findsWhatLiesBehindAnElement() {
    var leaked = (Holders.Leaked) held.get("HASH_MAP");
    var path = search(List.of(sample("inner", leaked.inner))).getFirst();
    assertThat(path.path().orElseThrow().steps())
        .containsExactly(HOLDERS + ".HASH_MAP", "[]", HOLDERS + "$Leaked.inner");
    assertThat(path.container().orElseThrow().path().holder()).contains(HOLDERS + ".HASH_MAP");
  }

  @Test
  void clustersTheSamplesOfASite() {
    var site = new ArrayList<Held>();
    Holders.ARRAY_LIST.stream().skip(100).limit(5).forEach(o -> site.add(sample("site", o)));
    site.add(sample("site", held.get("DEQUE")));
    var path = search(site).getFirst();
    assertThat(path.samples()).isEqualTo(6);
    assertThat(path.reached()).isEqualTo(5);
    assertThat(path.holder()).contains(HOLDERS + ".ARRAY_LIST");
  }

  @Test
  void saysWhatItCannotSee() {
    var onTheStack = new Holders.Leaked();
    var path = search(List.of(sample("stack", onTheStack))).getFirst();
    assertThat(path.reached()).isZero();
    assertThat(path.path()).isEmpty();
    assertThat(path.unreachedReason().orElseThrow()).contains("held by a stack");
    assertThat(onTheStack.inner).isNotNull();
  }

  @Test
  void findsWhatAStackHolds() {
    var onTheStack = new Holders.Leaked();
    var batch = new ArrayList<Object>(List.of(onTheStack));
    var roots = new HiddenRoots(List.of(onStack(batch)), 0.001, true);
    var path = search(List.of(sample("stack", onTheStack)), Optional.of(roots)).getFirst();
    assertThat(path.reached()).isEqualTo(1);
    assertThat(path.path().orElseThrow().steps()).containsExactly("Stack(a.Batch.run)", "[]");
    assertThat(path.holder()).contains("a.Batch.run");
    assertThat(batch).hasSize(1);
  }

  @Test
  void prefersFieldsToStacks() {
    var roots = new HiddenRoots(List.of(onStack(Holders.ARRAY_LIST)), 0.001, true);
    var sample = sample("list", held.get("ARRAY_LIST"));
    var path = search(List.of(sample), Optional.of(roots)).getFirst();
    assertThat(path.holder()).contains(HOLDERS + ".ARRAY_LIST");
  }

  private static HiddenRoot onStack(Object object) {
    return new HiddenRoot(object, true, Optional.of("a.Batch"), Optional.of("run"));
  }

  @Test
  void forgetsSamplesThatAreGone() {
    assertThat(search(List.of(new Held(new WeakReference<>(null), "gone", List.of())))).isEmpty();
  }

  private static String holder(String name) {
    return HOLDERS + (name.contains(".") ? "$" : ".") + name;
  }

  private static Held sample(String site, Object object) {
    return new Held(new WeakReference<>(object), object.getClass().getName(), List.of(site));
  }

  private static List<RetainedPath> search(List<Held> samples) {
    return search(samples, Optional.empty());
  }

  /**
   * @param hiddenRoots what stacks and native code refer to, where that is seen
   */
  private static List<RetainedPath> search(List<Held> samples, Optional<HiddenRoots> hiddenRoots) {
    var layouts = new Layouts();
    var slices = new Slices(() -> true, System::nanoTime);
    // nobody's own: the graph is loaded by the test's loader
    var nobody = ClassLoader.getPlatformClassLoader();
    var roots = new Roots(() -> new Class<?>[] {Holders.class}, nobody);
    var census = new Census();
    var sites = new Sites(samples, layouts);
    var paths = new PathTree();
    var hidden = new Hidden(HiddenTest.samples(() -> hiddenRoots), () -> 0);
    if (hiddenRoots.isPresent()) {
      // all are missed, so that this search sees them
      hidden.searched(sites.all().stream().map(site -> RetainedPath.unreached(site, "")).toList());
      hidden.look(sites);
    }
    census.begin(paths, 1);
    var discovery =
        new Discovery(layouts, paths, slices, census, 8, new SplittableRandom(1), sites);
    assertThat(roots.offer(discovery, layouts, slices, 0)).isTrue();
    assertThat(discovery.run()).isTrue();
    hidden.offer(discovery);
    assertThat(discovery.run()).isTrue();
    census.end();
    discovery.patterns().choose(census);
    var search = new Search(discovery.patterns(), sites, layouts, slices, hidden.sawAll());
    assertThat(roots.offer(search, layouts, slices, 0)).isTrue();
    hidden.offer(search);
    assertThat(search.isComplete()).isTrue();
    return search.result(census);
  }
}

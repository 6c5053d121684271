package dev.memorysystem.agent.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.programs.Holders.Chain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of several containers on one path the one is named that keeps what is at its end. */
class CensusTest {
  private static final Step OUTER = Step.field("a.Searches", "results");
  private static final Step INNER = Step.field("a.Found", "titles");
  private static final Path TO_SAMPLE =
      new Path(Root.STATIC, new Step[] {OUTER, Step.ELEMENT, INNER, Step.ELEMENT});

  private final Census census = new Census();
  private final Layouts layouts = new Layouts();
  private final List<Object> outer = new ArrayList<>();
  private final List<Object> inner = new ArrayList<>();
  private int walks;

  @Test
  void whatGrowsKeepsWhatEachOfItsElementsHas() {
    walk(100, 20);
    walk(200, 20);
    assertThat(holder()).isEqualTo("a.Searches.results");
    walk(200, 20);
    assertThat(holder()).isEqualTo("a.Searches.results");
  }

  @Test
  void oneOfItsElementsThatGrowsMoreKeepsItself() {
    walk(100, 20);
    walk(110, 90);
    assertThat(holder()).isEqualTo("a.Found.titles");
  }

  @Test
  void whatHasFilledDoesNotKeepWhatGrowsWithin() {
    walk(100, 20);
    walk(900, 30);
    walk(900, 40);
    assertThat(holder()).isEqualTo("a.Found.titles");
  }

  @Test
  void whereNothingGrowsTheNearestKeeps() {
    walk(100, 20);
    assertThat(holder()).isEqualTo("a.Found.titles");
  }

  @Test
  void aLinkedStructureKeepsItsNodes() {
    Step head = Step.field("a.Boards", "all");
    PathTree paths = new PathTree();
    census.begin(paths, 1);
    int array = paths.root(Root.STATIC, head);
    see(new ArrayList<>(Collections.nCopies(200, "a")), array);
    Contents nodes = new Contents();
    Layout node = layouts.of(new Chain("a", null));
    nodes.node(node);
    nodes.element(node);
    int first = paths.child(array, Step.ELEMENT);
    census.container(new Chain("a", null), node, first, Size.ofNodes(layouts), 90, nodes);
    census.end();
    Path toNode = new Path(Root.STATIC, new Step[] {head, Step.ELEMENT});
    assertThat(census.on(toNode)).map(Container::size).contains(90L);
  }

  private String holder() {
    return census.on(TO_SAMPLE).flatMap(keeper -> keeper.path().holder()).orElseThrow();
  }

  private void walk(int inOuter, int inInner) {
    outer.addAll(Collections.nCopies(inOuter - outer.size(), "a"));
    inner.addAll(Collections.nCopies(inInner - inner.size(), "b"));
    PathTree paths = new PathTree();
    census.begin(paths, 10L * ++walks);
    int outerPath = paths.root(Root.STATIC, OUTER);
    see(outer, outerPath);
    see(inner, paths.child(paths.child(outerPath, Step.ELEMENT), INNER));
    census.end();
  }

  private void see(List<Object> list, int path) {
    Layout layout = layouts.of(list);
    assertThat(layout.size).isNotNull();
    census.container(list, layout, path, layout.size, list.size(), new Contents());
  }
}

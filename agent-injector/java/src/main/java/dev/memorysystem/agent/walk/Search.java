package dev.memorysystem.agent.walk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for samples along the paths by which objects of their classes were met: from the roots
 * again, every edge read anew, and through all elements of the collections on the way. What it
 * reports as reached was reached now.
 */
final class Search implements RootVisitor {
  /** Objects looked at; some seconds of CPU. */
  private static final int MAX_LOOKS = 20_000_000;

  private final Patterns patterns;
  private final Sites sites;
  private final Layouts layouts;
  private final Slices slices;
  private final boolean hiddenToo;
  private final Elements elements;
  private final Map<Path, Set<Sites.Sample>> reached = new HashMap<>();
  private int looks;
  private boolean ended;

  /**
   * @param hiddenToo whether what stacks and native code refer to is offered, too
   */
  Search(Patterns patterns, Sites sites, Layouts layouts, Slices slices, boolean hiddenToo) {
    this.hiddenToo = hiddenToo;
    this.patterns = patterns;
    this.sites = sites;
    this.layouts = layouts;
    this.slices = slices;
    this.elements = new Elements(layouts, slices);
  }

  @Override
  public void root(@Nullable Object object, Root root, Step step) {
    if (object != null && !ended) {
      for (Patterns.Node node : patterns.roots(root, step)) {
        look(object, node);
      }
    }
  }

  @Override
  public boolean ownWereTold() {
    return !ended;
  }

  /** Whether it saw all there was. */
  boolean isComplete() {
    return !ended;
  }

  /**
   * The path by which most samples of a site were reached. Of several, one from the application's
   * own fields, one that names a holder, the shortest.
   */
  @Nullable Path best(Sites.Site site) {
    return reached.keySet().stream()
        .filter(path -> count(path, site) > 0)
        .max(
            Comparator.comparingLong((Path path) -> count(path, site))
                .thenComparing(path -> !path.root().isHidden())
                .thenComparing(Path::hasHolderOfElements)
                .thenComparing(path -> -path.all().length))
        .orElse(null);
  }

  long count(Path path, Sites.Site site) {
    return reached.getOrDefault(path, new HashSet<>()).stream()
        .filter(sample -> sample.site == site)
        .count();
  }

  private void look(Object object, Patterns.Node node) {
    if (ended || ++looks > MAX_LOOKS || !slices.next()) {
      ended = true;
      return;
    }
    Layout layout = layouts.of(object);
    if (node.linked && layout.link() != null) {
      chain(object, layout, node);
    } else {
      lookAt(object, layout, node);
    }
  }

  /** The object may be the first of many that hang together. */
  private void chain(Object head, Layout layout, Patterns.Node node) {
    Object at = head;
    Layout atLayout = layout;
    Object mark = head;
    for (int nodes = 1, markAgain = 2; !ended; nodes++) {
      lookAt(at, atLayout, node);
      Layout.Reference link = atLayout.link();
      Object next = link == null ? null : Raw.reference(at, link.offset);
      if (next == null || next == at || next == mark) {
        return;
      }
      if (nodes == markAgain) {
        mark = next;
        markAgain *= 2;
      }
      if (++looks > MAX_LOOKS || !slices.next()) {
        ended = true;
      }
      at = next;
      atLayout = layouts.of(at);
    }
  }

  private void lookAt(Object object, Layout layout, Patterns.Node node) {
    if (node.end != null) {
      compare(object, layout, node.end);
    }
    for (Patterns.Node next : node.next) {
      if (next.step == Step.ELEMENT) {
        elements(object, next);
      } else {
        Object child = child(object, layout, next.step);
        if (child != null) {
          look(child, next);
        }
      }
    }
  }

  private void elements(Object container, Patterns.Node node) {
    ended |=
        !elements.each(
            container,
            new Elements.Visitor() {
              @Override
              public void element(Object element) {
                look(element, node);
              }

              @Override
              public void inside(Object part) {
                if (node.end != null) {
                  compare(part, layouts.of(part), node.end);
                }
              }
            });
  }

  private @Nullable Object child(Object object, Layout layout, @Nullable Step step) {
    if (step != null) {
      Layout fields = layout.kind == Layout.Kind.PLAIN ? layouts.fields(object.getClass()) : layout;
      for (Layout.Reference reference : fields.references) {
        if (reference.step.isLike(step)) {
          return Raw.reference(object, reference.offset);
        }
      }
    }
    return null;
  }

  private void compare(Object object, Layout layout, Path path) {
    List<Sites.Sample> wanted = sites.of(layout);
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).object.get() == object) {
        reached.computeIfAbsent(path, key -> new HashSet<>()).add(wanted.get(i));
      }
    }
  }

  /** What is to be said of each site. */
  List<RetainedPath> result(Census census) {
    List<RetainedPath> result = new ArrayList<>();
    for (Sites.Site site : sites.all()) {
      Path path = best(site);
      result.add(
          path == null
              ? RetainedPath.unreached(site, reason())
              : RetainedPath.reached(site, count(path, site), path, census.on(path)));
    }
    return result;
  }

  private String reason() {
    if (ended || patterns.areTooMany()) {
      return "not found before the walk met its bounds";
    }
    return hiddenToo
        ? "not held by any root that was seen, stacks and JNI included: garbage already, or held by "
            + "a virtual thread that waits"
        : "not held by any static field, thread local, thread or class loader that was seen: "
            + "held by a stack, JNI or a monitor alone, or garbage already";
  }
}

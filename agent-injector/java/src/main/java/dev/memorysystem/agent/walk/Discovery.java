package dev.memorysystem.agent.walk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the structure of the application, breadth first from its roots, that looks into a
 * few objects of each kind instead of all: of the objects of one class that one field of the
 * application leads to, with whatever JDK collections lie between, only some are followed. What it
 * costs therefore goes with the number of classes and fields in use, not with that of objects; and
 * as the few are others at each walk, what one misses the next can find.
 */
final class Discovery implements RootVisitor {
  /** What a walk meets. */
  interface Found {
    /**
     * @param owner the container, or the object whose field has the array
     * @param type layout of what is reported as the container
     * @param path index of the path to it
     */
    void container(Object owner, Layout type, int path, Size size, long now, Contents contents);
  }

  /** Objects of one walk. */
  private static final int MAX_VISITED = 200_000;

  /** Objects that wait to be looked at: held for the time of a walk, a second or so. */
  private static final int MAX_WAITING = 65_536;

  /** Locked objects of one class. */
  private static final int MAX_LOCKED = 128;

  private static final int MAX_DEPTH = 64;

  /** Slots and nodes of a container that are looked at. */
  private static final int MAX_INSIDE = 2_048;

  /** Objects of which only their containers' sizes are read; some milliseconds. */
  private static final int MAX_PEEKS = 50_000;

  /** Nodes after which a far end is far enough; some tens of milliseconds. */
  private static final int MAX_CHAIN = 1_000_000;

  /** Arrays of fewer slots are not containers. */
  static final int MIN_ARRAY = 16;

  private static final int MIN_PRIMITIVES = 4_096;

  private final Layouts layouts;
  private final PathTree paths;
  private final Slices slices;
  private final Found found;
  private final int each;
  private final SplittableRandom random;
  private final Sites sites;
  private final Patterns patterns;
  private final LongCounts met = new LongCounts(MAX_VISITED);
  private final ArrayDeque<Object> waiting = new ArrayDeque<>();
  private final IntQueue waitingPaths = new IntQueue();
  private final LongCounts followed = new LongCounts(MAX_VISITED);
  private final Map<Long, Long> largest = new HashMap<>();
  private final Map<Integer, List<Object>> locked = new HashMap<>();
  private final LongCounts seen = new LongCounts(MAX_VISITED);
  private final ArrayDeque<Object> inside = new ArrayDeque<>();
  private int visited;
  private int peeks;
  private boolean complete = true;

  /**
   * @param each objects of one class and context that are followed
   * @param sites the samples whose paths are wanted
   */
  Discovery(
      Layouts layouts,
      PathTree paths,
      Slices slices,
      Found found,
      int each,
      SplittableRandom random,
      Sites sites) {
    this.layouts = layouts;
    this.paths = paths;
    this.slices = slices;
    this.found = found;
    this.each = each;
    this.random = random;
    this.sites = sites;
    this.patterns = new Patterns(sites);
  }

  /** Objects looked at. */
  int visited() {
    return visited;
  }

  /** Whether no bound was met. */
  boolean isComplete() {
    return complete;
  }

  /** The paths by which objects of the samples' classes were met. */
  Patterns patterns() {
    return patterns;
  }

  @Override
  public void root(@Nullable Object object, Root root, Step step) {
    if (object != null) {
      Layout layout = layouts.of(object);
      boolean wanted = sites.want(layout);
      if (wanted || layout.kind != Layout.Kind.PLAIN) {
        int path = paths.root(root, step);
        if (wanted) {
          patterns.add(paths.path(path));
        }
        if (layout.kind != Layout.Kind.PLAIN) {
          offer(object, layout, path, paths.context(path));
        }
      }
    }
  }

  @Override
  public boolean ownWereTold() {
    return run();
  }

  /** Walks until nothing is left to be looked at; false where it was ended before. */
  boolean run() {
    while (!waiting.isEmpty()) {
      if (!slices.next()) {
        waiting.clear();
        complete = false;
        return false;
      }
      if (visited >= MAX_VISITED) {
        complete = false;
        return true;
      }
      visited++;
      visit(waiting.remove(), waitingPaths.remove());
    }
    return true;
  }

  private void visit(Object object, int path) {
    Layout layout = layouts.of(object);
    switch (layout.kind) {
      case CONTAINER:
        collection(object, layout, path);
        break;
      case REFERENCES:
        array(object, layout, path);
        break;
      case PRIMITIVES:
        primitives(object, layout, path, Size.ofLength());
        break;
      case OBJECT:
        object(object, layout, path);
        break;
      case PLAIN:
        break;
    }
  }

  private void collection(Object container, Layout layout, int path) {
    Object inner = container;
    Layout innerLayout = layout;
    for (int depth = 0; depth < 8 && innerLayout.size != null; depth++) {
      Object delegate = innerLayout.size.delegate(inner);
      if (delegate == null) {
        break;
      }
      own(inner, innerLayout, path, delegate);
      inner = delegate;
      innerLayout = layouts.of(inner);
      // so that the collection inside is no container of its own
      int identity = Raw.identity(inner);
      if (identity == 0) {
        isNewOfLocked(inner, innerLayout);
      } else {
        seen.increment(seenKey(innerLayout, identity));
      }
    }
    long size = layout.size == null ? Size.UNKNOWN : layout.size.of(container);
    Contents contents = new Contents();
    if (innerLayout.kind == Layout.Kind.CONTAINER) {
      contents(inner, innerLayout, path, contents);
    } else {
      object(inner, innerLayout, path);
    }
    if (size > 0 && layout.size != null) {
      found.container(container, layout, path, layout.size, size, contents);
    }
  }

  /** Fields of a wrapper beside the collection that it wraps. */
  private void own(Object wrapper, Layout layout, int path, Object delegate) {
    for (Layout.Reference reference : layout.references) {
      Object child = Raw.reference(wrapper, reference.offset);
      if (child != delegate) {
        offer(child, path, reference.step);
      }
    }
  }

  private void contents(Object container, Layout layout, int path, Contents contents) {
    boolean alternating = Layouts.isAlternating(layout.type);
    int room = MAX_INSIDE;
    for (Layout.Reference reference : layout.references) {
      Object child = layout.leadsOn(reference) ? Raw.reference(container, reference.offset) : null;
      if (child == null) {
        continue;
      }
      if (child instanceof Object[]) {
        room -= slots((Object[]) child, layout, path, contents, alternating, room);
      } else if (layouts.of(child).isNodeOf(layout)) {
        inside.add(child);
        room -= nodes(layout, path, contents, room);
      } else {
        offer(child, path, reference.step);
      }
    }
  }

  /** Looks at slots of a container's array, evenly spread from a random one on. */
  private int slots(
      Object[] array,
      Layout container,
      int path,
      Contents contents,
      boolean alternating,
      int room) {
    int length = array.length;
    meet(array, layouts.of(array), path, Step.ELEMENT);
    int looks = Math.min(length, room);
    // odd, so that keys and values that alternate are both met
    int stride = length > looks ? length / looks | 1 : 1;
    int slot = length > looks ? random.nextInt(length) : 0;
    for (int i = 0; i < looks; i++, slot = (int) (((long) slot + stride) % length)) {
      Object element = array[slot];
      if (element == null) {
        continue;
      }
      Layout layout = layouts.of(element);
      if (layout.isNodeOf(container)) {
        inside.add(element);
      } else if (layout.kind == Layout.Kind.REFERENCES && container.kind == Layout.Kind.CONTAINER) {
        // a table of tables
        inside.add(element);
      } else if (alternating && (slot & 1) == 0) {
        element(element, layout, path, contents, Layout.Role.KEY);
      } else {
        element(element, layout, path, contents, Layout.Role.VALUE);
      }
    }
    return looks + nodes(container, path, contents, room - looks / 2);
  }

  /** Looks at the nodes that wait in {@link #inside} and those they lead to. */
  private int nodes(Layout container, int path, Contents contents, int room) {
    int looks = 0;
    while (!inside.isEmpty() && looks < room) {
      looks++;
      Object node = inside.remove();
      if (node instanceof Object[]) {
        for (Object element : (Object[]) node) {
          if (element != null && inside.size() < MAX_INSIDE) {
            Layout layout = layouts.of(element);
            if (layout.isNodeOf(container)) {
              inside.add(element);
            } else {
              element(element, layout, path, contents, Layout.Role.VALUE);
            }
          }
        }
        continue;
      }
      Layout layout = layouts.of(node);
      contents.node(layout);
      meet(node, layout, path, Step.ELEMENT);
      for (Layout.Reference reference : layout.references) {
        if (!layout.leadsOn(reference)) {
          continue;
        }
        Object child = Raw.reference(node, reference.offset);
        if (child == null || child == node) {
          continue;
        }
        Layout childLayout = layouts.of(child);
        if (childLayout.isNodeOf(container)) {
          inside.add(child);
        } else {
          element(child, childLayout, path, contents, reference.role);
        }
      }
    }
    inside.clear();
    return looks;
  }

  private void element(
      Object element, Layout layout, int path, Contents contents, Layout.Role role) {
    if (role == Layout.Role.KEY) {
      contents.key(layout);
    } else if (role == Layout.Role.VALUE) {
      contents.element(layout);
    }
    meet(element, layout, path, Step.ELEMENT);
    if (layout.kind != Layout.Kind.PLAIN) {
      offer(element, layout, path, Step.ELEMENT);
    }
  }

  private void array(Object object, Layout layout, int path) {
    Object[] array = (Object[]) object;
    Contents contents = new Contents();
    slots(array, layout, path, contents, false, MAX_INSIDE);
    if (array.length >= MIN_ARRAY) {
      found.container(array, layout, path, Size.ofLength(), array.length, contents);
    }
  }

  private void primitives(Object owner, Layout layout, int path, Size size) {
    long length = size.of(owner);
    if (length >= MIN_PRIMITIVES) {
      Contents contents = new Contents();
      found.container(owner, layout, path, size, length, contents);
    }
  }

  private void object(Object object, Layout layout, int path) {
    for (Layout.Reference reference : layout.references) {
      Object child = Raw.reference(object, reference.offset);
      if (child == null) {
        continue;
      }
      Layout childLayout = layouts.of(child);
      meet(child, childLayout, path, reference.step);
      switch (childLayout.kind) {
        case PLAIN:
          break;
        case PRIMITIVES:
          fieldArray(object, layout, reference, childLayout, child, path);
          break;
        case REFERENCES:
          fieldArray(object, layout, reference, childLayout, child, path);
          break;
        default:
          offer(child, childLayout, path, reference.step);
      }
    }
    chain(object, layout, path);
  }

  /** An array that belongs to one object: its size may be told beside it. */
  private void fieldArray(
      Object owner,
      Layout layout,
      Layout.Reference reference,
      Layout arrayLayout,
      Object array,
      int path) {
    Size size =
        reference.step.isTable() && layout.count == 0
            ? Size.ofTable(reference.offset, layouts)
            : Size.ofCountedArray(reference.offset, layout.count);
    boolean references = arrayLayout.kind == Layout.Kind.REFERENCES;
    int slots = references ? ((Object[]) array).length : 0;
    long now = size.of(owner);
    if (!references && now < MIN_PRIMITIVES) {
      return;
    }
    int child = paths.child(path, reference.step);
    Contents contents = new Contents();
    if (references) {
      slots((Object[]) array, arrayLayout, child, contents, false, MAX_INSIDE);
    }
    if (!references || slots >= MIN_ARRAY) {
      found.container(owner, arrayLayout, child, size, now, contents);
    }
  }

  /** The head of a linked structure that is no collection is one all the same. */
  private void chain(Object head, Layout layout, int path) {
    Layout.Reference link = layout.link();
    Object second = link == null ? null : Raw.reference(head, link.offset);
    if (link == null || second == null || layouts.of(second).link() == null || paths.isLink(path)) {
      return;
    }
    if (!sites.areNone()) {
      farEnd(second, paths.child(path, link.step));
    }
    Size size = Size.ofNodes(layouts);
    long nodes = size.of(head);
    if (nodes >= MIN_ARRAY) {
      Contents contents = new Contents();
      contents.element(layout);
      found.container(head, layout, path, size, nodes, contents);
    }
  }

  /** What a linked structure's last node has may be unlike what those before it have. */
  private void farEnd(Object second, int path) {
    Object at = second;
    Object mark = second;
    for (int nodes = 1, markAgain = 2; nodes < MAX_CHAIN; nodes++) {
      Layout.Reference link = layouts.of(at).link();
      Object next = link == null ? null : Raw.reference(at, link.offset);
      if (next == null || next == at || next == mark || !slices.next()) {
        break;
      }
      if (nodes == markAgain) {
        mark = next;
        markAgain *= 2;
      }
      at = next;
    }
    visit(at, path);
  }

  /** Notes the path to an object of a wanted class; a string's characters count as its own. */
  private void meet(Object object, Layout layout, int parent, Step step) {
    if (sites.areNone()) {
      return;
    }
    boolean characters =
        object instanceof String && sites.areOfStrings() && sites.want(layouts.ofStringValue());
    if ((characters || sites.want(layout))
        && met.increment((long) parent << 32 | step.hash() & 0xffffffffL) == 0) {
      int path = paths.child(parent, step);
      patterns.add(paths.path(characters ? paths.child(path, layouts.stringValue().step) : path));
    }
  }

  private void offer(@Nullable Object child, int parent, Step step) {
    if (child != null) {
      Layout layout = layouts.of(child);
      meet(child, layout, parent, step);
      if (layout.kind != Layout.Kind.PLAIN) {
        offer(child, layout, parent, step);
      }
    }
  }

  private void offer(Object child, Layout layout, int parent, Step step) {
    if (paths.depth(parent) < MAX_DEPTH && isNew(child, layout, paths.childContext(parent, step))) {
      enqueue(child, paths.child(parent, step));
    }
  }

  private void offer(Object child, Layout layout, int path, int context) {
    if (isNew(child, layout, context)) {
      enqueue(child, path);
    }
  }

  private boolean isNew(Object child, Layout layout, int context) {
    long kind = followedKey(context, layout);
    if (followed.get(kind) >= each && !standsOut(child, layout, kind)) {
      return false;
    }
    int identity = Raw.identity(child);
    boolean known =
        identity == 0
            ? !isNewOfLocked(child, layout)
            : seen.increment(seenKey(layout, identity)) > 0;
    if (known) {
      return false;
    }
    followed.increment(kind);
    return true;
  }

  /**
   * Whether it has a larger container than all others of its kind that were looked at: so that the
   * one among thousands that grows is followed. Of n in random order it is about ln n.
   */
  private boolean standsOut(Object object, Layout layout, long kind) {
    if (peeks >= MAX_PEEKS) {
      return false;
    }
    peeks++;
    long size = largestIn(object, layout);
    if (size < MIN_ARRAY || size <= largest.getOrDefault(kind, 0L)) {
      return false;
    }
    largest.put(kind, size);
    return true;
  }

  /** Elements of a container, or of the largest that is in a field of an object. */
  private long largestIn(Object object, Layout layout) {
    if (layout.kind == Layout.Kind.CONTAINER) {
      return layout.size == null ? Size.UNKNOWN : layout.size.of(object);
    }
    long size = Size.UNKNOWN;
    for (Layout.Reference reference : layout.references) {
      Object child = Raw.reference(object, reference.offset);
      if (child != null) {
        Layout container = layouts.of(child);
        if (container.kind == Layout.Kind.CONTAINER && container.size != null) {
          size = Math.max(size, container.size.of(child));
        } else if (container.kind == Layout.Kind.REFERENCES) {
          size = Math.max(size, ((Object[]) child).length);
        }
      }
    }
    return size;
  }

  /** Those that have no identity hash just now are compared one by one, as far as they are few. */
  private boolean isNewOfLocked(Object child, Layout layout) {
    List<Object> others = locked.computeIfAbsent(layout.id, id -> new ArrayList<>());
    for (Object other : others) {
      if (other == child) {
        return false;
      }
    }
    return others.size() < MAX_LOCKED && others.add(child);
  }

  private void enqueue(Object object, int path) {
    if (waiting.size() >= MAX_WAITING) {
      complete = false;
      return;
    }
    waiting.add(object);
    waitingPaths.add(path);
  }

  private static long followedKey(int context, Layout layout) {
    return (long) context << 32 | layout.id & 0xffffffffL;
  }

  private static long seenKey(Layout layout, int identity) {
    return (long) layout.id << 32 | identity & 0xffffffffL;
  }
}

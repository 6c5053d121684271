package dev.memorysystem.agent.walk;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * All elements, keys and values of a container or an array, one after the other, and what they are
 * kept in.
 */
final class Elements {
  /** Gets what is found. */
  interface Visitor {
    /** An element, a key or a value. */
    void element(Object element);

    /** An array or a node of the container itself. */
    void inside(Object part);
  }

  /** Nodes that wait to be looked at: more than any tree is deep or table of tables wide. */
  private static final int MAX_WAITING = 1 << 16;

  private final Layouts layouts;
  private final Slices slices;

  Elements(Layouts layouts, Slices slices) {
    this.layouts = layouts;
    this.slices = slices;
  }

  /**
   * @return false where the walk was ended
   */
  boolean each(Object container, Visitor visitor) {
    Object inner = container;
    Layout layout = layouts.of(inner);
    for (int depth = 0; depth < 8 && layout.size != null; depth++) {
      Object delegate = layout.size.delegate(inner);
      if (delegate == null) {
        break;
      }
      inner = delegate;
      layout = layouts.of(inner);
    }
    ArrayDeque<Object> waiting = new ArrayDeque<>();
    if (inner instanceof Object[]) {
      return slots((Object[]) inner, layout, waiting, visitor) && nodes(layout, waiting, visitor);
    }
    for (Layout.Reference reference : layout.references) {
      Object child = layout.leadsOn(reference) ? Raw.reference(inner, reference.offset) : null;
      if (child instanceof Object[]) {
        if (!slots((Object[]) child, layout, waiting, visitor)) {
          return false;
        }
      } else if (child != null && layouts.of(child).isNodeOf(layout)) {
        waiting.add(child);
      }
      if (!nodes(layout, waiting, visitor)) {
        return false;
      }
    }
    return true;
  }

  private boolean slots(
      Object[] array, Layout container, ArrayDeque<Object> waiting, Visitor visitor) {
    visitor.inside(array);
    for (Object slot : array) {
      if (!slices.next()) {
        return false;
      }
      if (slot == null) {
        continue;
      }
      Layout layout = layouts.of(slot);
      if (layout.isNodeOf(container) || isTable(layout, container)) {
        waiting.add(slot);
        if (!nodes(container, waiting, visitor)) {
          return false;
        }
      } else {
        visitor.element(slot);
      }
    }
    return true;
  }

  private static boolean isTable(Layout slot, Layout container) {
    return slot.kind == Layout.Kind.REFERENCES && container.kind == Layout.Kind.CONTAINER;
  }

  private boolean nodes(Layout container, ArrayDeque<Object> waiting, Visitor visitor) {
    for (Object node = waiting.poll(); node != null; node = waiting.poll()) {
      if (!slices.next()) {
        return false;
      }
      visitor.inside(node);
      if (node instanceof Object[]) {
        for (Object slot : (Object[]) node) {
          offer(slot, container, waiting, visitor);
        }
        continue;
      }
      Layout layout = layouts.of(node);
      for (Layout.Reference reference : layout.references) {
        if (layout.leadsOn(reference)) {
          Object child = Raw.reference(node, reference.offset);
          if (child != node) {
            offer(child, container, waiting, visitor);
          }
        }
      }
    }
    return true;
  }

  private void offer(
      @Nullable Object child, Layout container, ArrayDeque<Object> waiting, Visitor visitor) {
    if (child == null) {
      return;
    }
    if (layouts.of(child).isNodeOf(container)) {
      if (waiting.size() < MAX_WAITING) {
        waiting.add(child);
      }
    } else {
      visitor.element(child);
    }
  }
}

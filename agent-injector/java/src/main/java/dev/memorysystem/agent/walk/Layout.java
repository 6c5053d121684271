package dev.memorysystem.agent.walk;

import org.jspecify.annotations.Nullable;

/**
 * What the walk knows of a class: where its reference fields are, and how to read its size if it is
 * a container. Holds names and numbers alone, never the class.
 */
final class Layout {
  /** What to do with an object. */
  enum Kind {
    /** Holds nothing of interest: no reference fields, or strings, numbers, classes, our own. */
    PLAIN,
    OBJECT,
    /** An array of references. */
    REFERENCES,
    /** An array of a primitive type. */
    PRIMITIVES,
    /** A collection or a map. */
    CONTAINER
  }

  /** What a field of a container's node refers to. */
  enum Role {
    KEY,
    VALUE,
    /** Back to where the walk came from, or a view of the same contents. */
    BACK,
    OTHER
  }

  /** A reference field. */
  static final class Reference {
    final long offset;
    final Step step;
    final Role role;

    Reference(long offset, Step step, Role role) {
      this.offset = offset;
      this.step = step;
      this.role = role;
    }
  }

  static final Layout NOTHING =
      new Layout("", 0, Kind.PLAIN, new Reference[0], 0, 0, null, false, new String[0], null);

  final String type;

  /** Distinguishes classes within a walk. */
  final int id;

  final Kind kind;
  final Reference[] references;

  /** Bytes of an object without what it refers to; of an array's element. */
  final long shallow;

  /** Offset of a field that tells how many slots of the object's array are taken; 0: none. */
  final long count;

  /** How to read the size of a container; null where that is not known. */
  final @Nullable Size size;

  /** Whether it is a java.util.Map. */
  final boolean map;

  /**
   * Outermost classes of the container's class and its superclasses: its nodes are nested there.
   */
  final String[] family;

  /** The class it is nested in, unless it is a container itself. */
  final @Nullable String nestedIn;

  Layout(
      String type,
      int id,
      Kind kind,
      Reference[] references,
      long shallow,
      long count,
      @Nullable Size size,
      boolean map,
      String[] family,
      @Nullable String nestedIn) {
    this.type = type;
    this.id = id;
    this.kind = kind;
    this.references = references;
    this.shallow = shallow;
    this.count = count;
    this.size = size;
    this.map = map;
    this.family = family;
    this.nestedIn = nestedIn;
  }

  /** Whether objects of this class are part of the inside of such containers. */
  boolean isNodeOf(Layout container) {
    if (nestedIn != null) {
      for (String outer : container.family) {
        if (outer.equals(nestedIn)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The field that leads on in a linked structure; null where there is none. */
  @Nullable Reference link() {
    for (Reference reference : references) {
      if (reference.step.isLink()) {
        return reference;
      }
    }
    return null;
  }

  /**
   * Whether an inside of a container is to be followed by this field, so that each node is met
   * once: along `next` where there is one, else down a tree; from an index of a skip list only to
   * its node.
   */
  boolean leadsOn(Reference reference) {
    if (reference.role == Role.BACK) {
      return false;
    }
    for (Reference other : references) {
      String name = other.step.field();
      if (other != reference && (name.equals("next") || name.equals("node"))) {
        return reference.role != Role.OTHER || reference.step.field().equals("first");
      }
    }
    return true;
  }
}

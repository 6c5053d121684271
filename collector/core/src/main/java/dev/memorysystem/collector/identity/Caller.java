package dev.memorysystem.collector.identity;

/** Who calls, and by that what may be written and read. */
public sealed interface Caller {
  /** Where identity is not checked: a laptop. */
  record Anybody() implements Caller {}

  /** On the plain port that an upgrade keeps open: may report, but is not believed as operator. */
  record Unnamed() implements Caller {}

  /** The only one whose facts of pods and profiles are believed; reads everything. */
  record Operator(String username) implements Caller {}

  /** Reads everything, writes nothing. */
  record Reader(String username) implements Caller {}

  /** A pod: writes of itself alone, reads its own namespace. */
  record Pod(String namespace, String name, String uid) implements Caller {}

  /** Whether what is known of a namespace may be read. */
  default boolean mayRead(String namespace) {
    return this instanceof Pod pod ? pod.namespace().equals(namespace) : readsEverything();
  }

  /** Whether what is known of all namespaces may be read. */
  default boolean readsEverything() {
    return switch (this) {
      case Anybody anybody -> true;
      case Operator operator -> true;
      case Reader reader -> true;
      case Pod pod -> false;
      case Unnamed unnamed -> false;
    };
  }
}

package com.acme.compare;

import java.util.ArrayDeque;
import java.util.Deque;

/** Where the user has been, for the Back button. */
final class NavigationHistory {
  /** What an entry shows again: the input of an editor. */
  private record Entry(String title, Object input) {}

  /** Entries kept, where the history is bounded. */
  private static final int KEPT = 50;

  private final Deque<Entry> entries = new ArrayDeque<>();

  synchronized void visited(String title, Object input) {
    entries.addLast(new Entry(title, input));
    if (Boolean.getBoolean("fixed") && entries.size() > KEPT) {
      entries.removeFirst();
    }
  }

  /** Goes a few steps back, as people do. */
  synchronized String back(int steps) {
    var visited = entries.descendingIterator();
    String title = "start";
    for (int i = 0; i < steps && visited.hasNext(); i++) {
      title = visited.next().title();
    }
    return title;
  }
}

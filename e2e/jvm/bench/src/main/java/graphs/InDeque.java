package graphs;

import java.util.ArrayDeque;
import java.util.Deque;

final class InDeque implements Graph {
  private static final Deque<Leaked> UNDO = new ArrayDeque<>();

  @Override
  public void leak() {
    UNDO.push(new Leaked());
  }
}

package graphs;

import java.util.LinkedList;
import java.util.List;

final class InLinkedList implements Graph {
  private static final List<Leaked> JOURNAL = new LinkedList<>();

  @Override
  public void leak() {
    JOURNAL.add(new Leaked());
  }
}

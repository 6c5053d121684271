package graphs;

import java.util.Map;
import java.util.TreeMap;

final class InTreeMap implements Graph {
  private static final Map<Long, Leaked> BY_TIME = new TreeMap<>();

  @Override
  public void leak() {
    BY_TIME.put(System.nanoTime(), new Leaked());
  }
}

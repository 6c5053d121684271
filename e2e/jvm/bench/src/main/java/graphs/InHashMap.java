package graphs;

import java.util.HashMap;
import java.util.Map;

final class InHashMap implements Graph {
  private static final Map<Integer, Leaked> SESSIONS = new HashMap<>();

  @Override
  public void leak() {
    SESSIONS.put(SESSIONS.size(), new Leaked());
  }
}

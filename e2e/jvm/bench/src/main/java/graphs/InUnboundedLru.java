package graphs;

import java.util.LinkedHashMap;
import java.util.Map;

/** By access, and nobody removes the eldest. */
final class InUnboundedLru implements Graph {
  private static final Map<String, Leaked> RENDERED = new LinkedHashMap<>(16, 0.75f, true);

  @Override
  public void leak() {
    RENDERED.put("page " + RENDERED.size(), new Leaked());
  }
}

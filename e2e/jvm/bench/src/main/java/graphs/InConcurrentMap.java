package graphs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lists by tenant, of which there are few. */
final class InConcurrentMap implements Graph {
  private static final Map<String, List<Leaked>> AUDIT_BY_TENANT = new ConcurrentHashMap<>();
  private int count;

  @Override
  public void leak() {
    AUDIT_BY_TENANT
        .computeIfAbsent("tenant " + ++count % 1_000, tenant -> new CopyOnWriteArrayList<>())
        .add(new Leaked());
  }
}

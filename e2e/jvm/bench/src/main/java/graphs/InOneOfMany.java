package graphs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One tenant of five thousand, deep in a map, has a list that grows. */
final class InOneOfMany implements Graph {
  private static final int TENANTS = 5_000;
  private static final Map<Integer, Tenant> BY_NUMBER = new HashMap<>();

  private static final class Tenant {
    private final List<Leaked> invoices = new ArrayList<>();
  }

  private final Tenant large;

  InOneOfMany() {
    for (int i = 0; i < TENANTS; i++) {
      BY_NUMBER.put(i, new Tenant());
    }
    large = BY_NUMBER.getOrDefault(3_777, new Tenant());
  }

  @Override
  public void leak() {
    large.invoices.add(new Leaked());
  }
}

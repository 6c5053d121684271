package graphs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

final class InEnumMap implements Graph {
  private static final Map<TimeUnit, List<Leaked>> WINDOWS = new EnumMap<>(TimeUnit.class);

  @Override
  public void leak() {
    WINDOWS.computeIfAbsent(TimeUnit.HOURS, unit -> new ArrayList<>()).add(new Leaked());
  }
}

package graphs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

final class InArrayList implements Graph {
  private static final List<Leaked> HISTORY = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void leak() {
    HISTORY.add(new Leaked());
  }
}

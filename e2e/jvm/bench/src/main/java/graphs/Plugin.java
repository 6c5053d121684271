package graphs;

import java.util.ArrayList;
import java.util.List;

/** Loaded by a loader of its own, which lives on for its sake. */
public final class Plugin implements Graph {
  private static final List<Leaked> LOADED = new ArrayList<>();

  /** For the loader. */
  public Plugin() {}

  @Override
  public void leak() {
    LOADED.add(new Leaked());
  }
}

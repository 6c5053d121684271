package graphs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listeners that are added and never removed. */
final class InListeners implements Graph {
  private static final List<Runnable> LISTENERS = new CopyOnWriteArrayList<>();

  @Override
  public void leak() {
    Leaked view = new Leaked();
    LISTENERS.add(() -> view.contents[0]++);
  }
}

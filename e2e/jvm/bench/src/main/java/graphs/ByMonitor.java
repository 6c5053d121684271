package graphs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** An object that nothing refers to but the lock that a thread holds on it. */
final class ByMonitor implements Graph {
  private final Semaphore wanted = new Semaphore(0);

  private static final class Region {
    private final List<Leaked> guarded = new ArrayList<>();

    synchronized void serve(Semaphore wanted) {
      while (true) {
        wanted.acquireUninterruptibly();
        guarded.add(new Leaked());
      }
    }
  }

  ByMonitor() {
    Program.daemon(() -> new Region().serve(wanted)).start();
  }

  @Override
  public void leak() {
    wanted.release();
  }
}

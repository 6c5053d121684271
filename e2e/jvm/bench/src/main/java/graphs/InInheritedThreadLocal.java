package graphs;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Handed on to the thread that this one starts. */
final class InInheritedThreadLocal implements Graph {
  private static final InheritableThreadLocal<Map<Integer, Leaked>> BAGGAGE =
      new InheritableThreadLocal<>();
  private final Semaphore wanted = new Semaphore(0);

  InInheritedThreadLocal() {
    BAGGAGE.set(new HashMap<>());
    Program.daemon(this::carry).start();
    BAGGAGE.remove();
  }

  private void carry() {
    while (true) {
      wanted.acquireUninterruptibly();
      BAGGAGE.get().put(BAGGAGE.get().size(), new Leaked());
    }
  }

  @Override
  public void leak() {
    wanted.release();
  }
}

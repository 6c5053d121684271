package graphs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A local variable of a method that never returns. */
final class OnStack implements Graph {
  private final Semaphore wanted = new Semaphore(0);

  OnStack() {
    Program.daemon(this::consume).start();
  }

  private void consume() {
    List<Leaked> batch = new ArrayList<>();
    while (true) {
      wanted.acquireUninterruptibly();
      batch.add(new Leaked());
    }
  }

  @Override
  public void leak() {
    wanted.release();
  }
}

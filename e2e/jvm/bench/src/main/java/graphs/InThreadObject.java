package graphs;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A field of a running thread. */
final class InThreadObject implements Graph {
  private static final class Worker extends Thread {
    private final Queue<Leaked> backlog = new ConcurrentLinkedQueue<>();

    Worker() {
      super("worker");
      setDaemon(true);
    }

    @Override
    public void run() {
      Program.waitForEver();
    }
  }

  private final Worker worker = new Worker();

  InThreadObject() {
    worker.start();
  }

  @Override
  public void leak() {
    worker.backlog.add(new Leaked());
  }
}

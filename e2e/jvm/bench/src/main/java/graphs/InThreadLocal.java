package graphs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Left behind on a pooled thread. */
final class InThreadLocal implements Graph {
  private static final ThreadLocal<List<Leaked>> CONTEXT = ThreadLocal.withInitial(ArrayList::new);
  private final ExecutorService pool = Executors.newFixedThreadPool(1, Program::daemon);

  @Override
  public void leak() {
    pool.execute(() -> CONTEXT.get().add(new Leaked()));
  }
}

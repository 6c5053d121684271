package graphs;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The same, held by a frame with two hundred above it. */
final class OnDeepStack implements Graph {
  private static final int DEPTH = 200;
  private final Semaphore wanted = new Semaphore(0);

  OnDeepStack() {
    Program.daemon(this::interpret).start();
  }

  private void interpret() {
    Map<Integer, Leaked> symbols = new HashMap<>();
    evaluate(DEPTH, () -> symbols.put(symbols.size(), new Leaked()));
    symbols.clear();
  }

  private void evaluate(int depth, Runnable define) {
    if (depth > 0) {
      evaluate(depth - 1, define);
      return;
    }
    while (true) {
      wanted.acquireUninterruptibly();
      define.run();
    }
  }

  @Override
  public void leak() {
    wanted.release();
  }
}

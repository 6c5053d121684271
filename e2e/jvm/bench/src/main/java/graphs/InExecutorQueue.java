package graphs;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Tasks of a pool whose thread hangs. */
final class InExecutorQueue implements Graph {
  private static final ThreadPoolExecutor MAILS =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Program::daemon);

  private record Mail(Leaked attachment) implements Runnable {
    @Override
    public void run() {
      attachment.contents[0]++;
    }
  }

  InExecutorQueue() {
    MAILS.execute(Program::waitForEver);
  }

  @Override
  public void leak() {
    MAILS.execute(new Mail(new Leaked()));
  }
}

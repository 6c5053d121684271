package graphs;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timeouts of an hour for requests that are answered at once. */
final class InScheduler implements Graph {
  private static final ScheduledThreadPoolExecutor TIMEOUTS =
      new ScheduledThreadPoolExecutor(1, Program::daemon);

  @Override
  public void leak() {
    Leaked request = new Leaked();
    TIMEOUTS.schedule(() -> request.contents[0]++, 1, TimeUnit.HOURS);
  }
}

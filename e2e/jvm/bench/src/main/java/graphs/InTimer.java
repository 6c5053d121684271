package graphs;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;

/** Tasks that are due in a day. */
final class InTimer implements Graph {
  private static final Timer REMINDERS = new Timer(true);

  private static final class Reminder extends TimerTask {
    private final Leaked subject = new Leaked();

    @Override
    public void run() {
      subject.contents[0]++;
    }
  }

  @Override
  public void leak() {
    REMINDERS.schedule(new Reminder(), TimeUnit.DAYS.toMillis(1));
  }
}

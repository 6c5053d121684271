package com.acme.gateway;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.pacedload.Load;

/** Gives calls up that take too long. */
final class Timeouts {
  private static final long HOURS = 2;
  private static final boolean FIXED = Boolean.getBoolean("fixed");

  private final ScheduledThreadPoolExecutor scheduler =
      new ScheduledThreadPoolExecutor(1, Load.daemons("timeouts"));

  Timeouts() {
    scheduler.setRemoveOnCancelPolicy(FIXED);
  }

  Future<?> schedule(Call call) {
    return scheduler.schedule(call::timedOut, HOURS, TimeUnit.HOURS);
  }

  void answered(Future<?> timeout) {
    if (FIXED) {
      timeout.cancel(false);
    }
  }
}

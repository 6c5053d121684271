package com.acme.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pacedload.Load;

/** Sessions by their cookie. */
final class Sessions {
  private static final long IDLE_SECONDS = 30;

  private final Map<Long, Session> byId = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(Load.daemons("sessions"));

  Sessions() {
    if (Boolean.getBoolean("fixed")) {
      sweeper.scheduleWithFixedDelay(this::expire, 5, 5, TimeUnit.SECONDS);
    }
  }

  Session of(long cookie) {
    return byId.computeIfAbsent(cookie, id -> new Session());
  }

  private void expire() {
    long idle = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
    byId.values().removeIf(session -> session.idleNanos() > idle);
  }
}

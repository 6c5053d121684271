package com.acme.ticker;

import java.util.function.LongConsumer;

/** A client's view of a topic: the last events, to draw a line. */
final class Subscription implements LongConsumer, AutoCloseable {
  private static final int SHOWN = 600;

  private final Topic topic;
  private final long[] events = new long[SHOWN];
  private int next;

  Subscription(Topic topic) {
    this.topic = topic;
  }

  @Override
  public synchronized void accept(long event) {
    events[next] = event;
    next = (next + 1) % SHOWN;
  }

  synchronized long last() {
    return events[Math.floorMod(next - 1, SHOWN)];
  }

  @Override
  public void close() {
    if (Boolean.getBoolean("fixed")) {
      topic.remove(this);
    }
  }
}

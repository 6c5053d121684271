package com.acme.ticker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** A stream of events. */
final class Topic {
  private final List<LongConsumer> listeners = new ArrayList<>();

  synchronized void add(LongConsumer listener) {
    listeners.add(listener);
  }

  synchronized void remove(LongConsumer listener) {
    listeners.remove(listener);
  }

  synchronized void publish(long event) {
    listeners.forEach(listener -> listener.accept(event));
  }
}

package com.acme.rules;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells who listens that a customer changed. */
public final class EventBus {
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  public void add(Consumer<String> listener) {
    listeners.add(listener);
  }

  public void remove(Consumer<String> listener) {
    listeners.remove(listener);
  }

  void customerChanged(String customer) {
    listeners.forEach(listener -> listener.accept(customer));
  }
}

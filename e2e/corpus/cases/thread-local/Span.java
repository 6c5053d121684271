package com.acme.tracing;

import java.util.HashMap;
import java.util.Map;

/** A part of a request's work. */
final class Span {
  private final String name;
  private final Map<String, Object> tags = new HashMap<>();
  private final long begin = System.nanoTime();
  private long nanos;

  Span(String name) {
    this.name = name;
  }

  Span tag(String key, Object value) {
    tags.put(key, value);
    return this;
  }

  void end() {
    nanos = System.nanoTime() - begin;
  }

  @Override
  public String toString() {
    return name + " took " + nanos + " ns " + tags.keySet();
  }
}

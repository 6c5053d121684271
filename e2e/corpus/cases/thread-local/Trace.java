package com.acme.tracing;

import java.util.ArrayList;
import java.util.List;

/** Spans of the request that runs on this thread. */
final class Trace {
  private static final ThreadLocal<List<Span>> SPANS = ThreadLocal.withInitial(ArrayList::new);
  private static final boolean FIXED = Boolean.getBoolean("fixed");

  private Trace() {}

  static Span begin(String name) {
    Span span = new Span(name);
    SPANS.get().add(span);
    return span;
  }

  static String ended() {
    List<Span> spans = SPANS.get();
    if (FIXED) {
      SPANS.remove();
    }
    return spans.get(spans.size() - 1).toString();
  }
}

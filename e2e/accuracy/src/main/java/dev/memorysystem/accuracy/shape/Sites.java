package dev.memorysystem.accuracy.shape;

import dev.memorysystem.accuracy.simulate.Pool;
import java.util.List;

/** Types and stacks of what simulated applications keep. */
final class Sites {
  private Sites() {}

  static Pool.Site kept(String type) {
    return site(type, "java.util.ArrayList.add(ArrayList.java:483)", "add");
  }

  /** Computed for a map, as caches do, and some leaks. */
  static Pool.Site memoised(String type) {
    return site(
        type,
        "java.util.concurrent.ConcurrentHashMap.computeIfAbsent(ConcurrentHashMap.java:1708)",
        "lookUp");
  }

  private static Pool.Site site(String type, String innermost, String method) {
    return new Pool.Site(
        "com.acme.shop." + type,
        List.of(
            innermost,
            "com.acme.shop.%ss.%s(%ss.java:41)".formatted(type, method, type),
            "com.acme.shop.web.Handler.handle(Handler.java:12)",
            "java.lang.Thread.run(Thread.java:1583)"));
  }
}

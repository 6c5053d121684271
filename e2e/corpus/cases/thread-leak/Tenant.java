package com.acme.tenants;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pacedload.Load;

/** Settings of a tenant, fetched in the background. */
final class Tenant {
  private static final boolean FIXED = Boolean.getBoolean("fixed");

  private final Map<String, String> settings = new ConcurrentHashMap<>();

  CompletableFuture<Void> refresh(Map<String, String> fetched) {
    ExecutorService executor = Executors.newFixedThreadPool(1, Load.daemons("settings-refresh"));
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(() -> settings.putAll(fetched), executor);
    if (FIXED) {
      executor.shutdown();
    }
    return done;
  }

  String setting(String name) {
    return settings.getOrDefault(name, "");
  }
}

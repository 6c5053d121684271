package com.acme.profiles;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Makes equal strings the same. */
final class Interner {
  private static final int BOUND = 10_000;
  private static final boolean FIXED = Boolean.getBoolean("fixed");

  private final ConcurrentMap<String, String> strings = new ConcurrentHashMap<>();

  String intern(String string) {
    if (FIXED && strings.size() > BOUND) {
      strings.clear();
    }
    String known = strings.putIfAbsent(string, string);
    return known == null ? string : known;
  }
}

package dev.memorysystem.programs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Serves made-up requests: garbage, a bounded cache, and a session that is never removed. Runs
 * until its standard input ends.
 */
public final class LeakingService {
  private static final List<Session> SESSIONS = new ArrayList<>();
  private static final Map<Integer, byte[]> CACHE =
      new LinkedHashMap<Integer, byte[]>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
          return size() > 500;
        }
      };

  private static volatile Object sink;

  public static void main(String[] args) throws Exception {
    StandardInput.exitAtEnd();
    for (int request = 0; ; request++) {
      handle(request);
      if (request % 20 == 0) {
        Thread.sleep(1);
      }
      if (request % 20_000 == 19_999) {
        System.gc();
      }
    }
  }

  private static void handle(int request) {
    for (int i = 0; i < 20; i++) {
      sink = new byte[512];
    }
    CACHE.put(request % 2_000, new byte[1_024]);
    if (request % 4 == 0) {
      openSession(request);
    }
  }

  private static void openSession(int id) {
    SESSIONS.add(new Session(id));
  }

  /** What leaks. */
  static final class Session {
    final int id;
    final long[] history = new long[40];

    Session(int id) {
      this.id = id;
    }
  }
}

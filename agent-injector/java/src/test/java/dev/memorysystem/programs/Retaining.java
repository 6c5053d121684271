package dev.memorysystem.programs;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps sessions in a static field, and reports in a variable of a method that does not return.
 * Runs until its standard input ends.
 */
public final class Retaining {
  private static final List<Session> SESSIONS = new ArrayList<>();

  private static volatile Object sink;

  public static void main(String[] args) throws Exception {
    StandardInput.exitAtEnd();
    Thread writer = new Thread(Retaining::write);
    writer.setDaemon(true);
    writer.start();
    for (int request = 0; ; request++) {
      sink = new byte[10_000];
      SESSIONS.add(new Session());
      rest(request);
    }
  }

  private static void write() {
    List<Report> reports = new ArrayList<>();
    for (int page = 0; ; page++) {
      reports.add(new Report());
      rest(page);
    }
  }

  private static void rest(int count) {
    if (count % 5 == 0) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Held by a static field. */
  static final class Session {
    final long[] history = new long[40];
  }

  /** Held by a stack alone. */
  static final class Report {
    final long[] lines = new long[40];
  }
}

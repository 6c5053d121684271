package org.pacedload;

import java.util.SplittableRandom;

/**
 * Says when the next request is due. Gaps are exponential (a Poisson process), with a fixed seed. A
 * late caller gets overdue requests at once: how many there are depends on time alone, not on how
 * busy the machine is.
 */
final class Pace {
  private static final double NANOS = 1e9;

  private final Rate rate;
  private final SplittableRandom random = new SplittableRandom(1);
  private final long begin = System.nanoTime();
  private double dueSeconds;
  private long next;

  Pace(Rate rate) {
    this.rate = rate;
  }

  /** Requests begun so far. */
  synchronized long begun() {
    return next;
  }

  /** Waits until the next request is due, and gives its number. */
  long await() throws InterruptedException {
    long number;
    long due;
    synchronized (this) {
      number = next++;
      dueSeconds += -Math.log(1 - random.nextDouble()) / rate.at(dueSeconds);
      due = begin + (long) (dueSeconds * NANOS);
    }
    long wait = due - System.nanoTime();
    if (wait > 0) {
      Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
    }
    return number;
  }
}

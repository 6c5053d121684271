package graphs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A service under load with one leak: carts that nobody checks out, a megabyte a second. */
public final class Shop {
  private static final Map<Long, Leaked> CARTS = new ConcurrentHashMap<>();

  /** Live objects besides. */
  private static final int OBJECTS = 500_000;

  /** A second; each a kilobyte. */
  private static final long RATE = 1_000;

  private Shop() {}

  /** Ends with the heap's. */
  public static void main(String[] arguments) {
    Service service = new Service(OBJECTS);
    service.start();
    System.out.println("READY");
    long begun = System.nanoTime();
    try {
      for (long carts = 0; ; ) {
        long due = (System.nanoTime() - begun) * RATE / 1_000_000_000;
        for (; carts < due; carts++) {
          CARTS.put(carts, new Leaked());
        }
        LockSupport.parkNanos(10_000_000);
      }
    } catch (OutOfMemoryError exhausted) {
      Runtime.getRuntime().halt(1);
    }
  }
}

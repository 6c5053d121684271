package graphs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A service under load that leaks in every way at once.
 *
 * <p>Arguments: objects to have besides, leaked objects a second and graph. Prints READY; ends with
 * its standard input, of which each line is a wish to follow references to a leaked object.
 */
public final class Program {
  /** Milliseconds between two rounds of leaking. */
  private static final long ROUND = 50;

  private Program() {}

  /** See above. */
  public static void main(String[] arguments) throws Exception {
    Service service = new Service(Integer.parseInt(arguments[0]));
    int perSecond = Integer.parseInt(arguments[1]);
    List<Graph> graphs = all();
    service.start();
    Leaked followed = new Leaked();
    daemon(() -> serveWishes(new WeakReference<>(followed))).start();
    System.out.println("READY");
    long begun = System.nanoTime();
    for (long done = 0; ; ) {
      long due = (System.nanoTime() - begun) * perSecond / 1_000_000_000;
      for (; done < due; done++) {
        graphs.forEach(Graph::leak);
      }
      LockSupport.parkNanos(ROUND * 1_000_000);
      Objects.requireNonNull(followed);
    }
  }

  private static List<Graph> all() throws ReflectiveOperationException {
    return List.of(
        new InHashMap(),
        new InConcurrentMap(),
        new InArrayList(),
        new InDeque(),
        new InLinkedList(),
        new InUnboundedLru(),
        new InTreeMap(),
        new InStaticArray(),
        new InThreadLocal(),
        new InInheritedThreadLocal(),
        new InExecutorQueue(),
        new InTimer(),
        new InScheduler(),
        new InClassLoader(),
        new InPlugin(),
        new InListeners(),
        new InDeepChain(),
        new InWeakMap(),
        new InEnumMap(),
        new InInnerClasses(),
        new InSegments(),
        new OnStack(),
        new OnDeepStack(),
        new ByMonitor(),
        new ByNativeCode(),
        new InThreadObject(),
        new DeepInSingleton(),
        new InOneOfMany());
  }

  private static void serveWishes(WeakReference<Leaked> target) {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String wish = in.readLine(); wish != null; wish = in.readLine()) {
        System.out.println("FOLLOWED " + Native.follow(Objects.requireNonNull(target.get())));
      }
    } catch (IOException closed) {
      // as good as its end
    }
    Runtime.getRuntime().halt(0);
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}

package shop.load;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import shop.web.HttpService;

/**
 * A service with its load generator, from start to SIGTERM, with a line of progress now and then.
 */
public final class ServiceUnderLoad {
  private static final int PROGRESS_SECONDS = 30;

  private ServiceUnderLoad() {}

  /** Starts both and returns; they run until the process is asked to stop. */
  public static void start(String name, HttpService service, LoadGenerator load) {
    service.start();
    System.out.printf("%s: listening on port %d; load: %s%n", name, service.port(), load.plan());
    ScheduledExecutorService log = Executors.newSingleThreadScheduledExecutor();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  log.shutdownNow();
                  service.close();
                  System.out.printf("%s: stopped, %d requests served%n", name, service.served());
                }));
    log.scheduleAtFixedRate(
        () ->
            System.out.printf(
                "%s: %d requests served (load: %s)%n", name, service.served(), load.progress()),
        PROGRESS_SECONDS,
        PROGRESS_SECONDS,
        TimeUnit.SECONDS);
    load.start(() -> System.out.printf("%s: load finished, %s%n", name, load.progress()));
  }
}

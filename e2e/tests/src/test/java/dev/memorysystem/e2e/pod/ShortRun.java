package dev.memorysystem.e2e.pod;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A JVM with a short life: it says one line and ends with the exit code it was given. */
public final class ShortRun {
  public static final int PORT = 8080;
  public static final String LAST_WORD = "done";

  private ShortRun() {}

  /**
   * @param arguments the exit code, then how many seconds it runs; without, until its port is asked
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 1) {
      TimeUnit.SECONDS.sleep(Long.parseLong(arguments[1]));
    } else {
      awaitRequest();
    }
    System.out.println(LAST_WORD);
    System.exit(Integer.parseInt(arguments[0]));
  }

  private static void awaitRequest() throws IOException, InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
          asked.countDown();
        });
    server.start();
    asked.await();
  }
}

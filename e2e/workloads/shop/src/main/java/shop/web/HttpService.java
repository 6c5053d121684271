package shop.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The JDK's HTTP server with a pool of request threads; answers {@code /healthz} by itself. */
public final class HttpService implements AutoCloseable {
  private static final int REQUEST_THREADS = 8;
  private static final int DRAIN_SECONDS = 2;

  private final HttpServer server;
  private final ExecutorService requestThreads;
  private final AtomicLong served = new AtomicLong();

  private HttpService(HttpServer server, ExecutorService requestThreads) {
    this.server = server;
    this.requestThreads = requestThreads;
  }

  /**
   * Binds all interfaces, without accepting requests yet.
   *
   * @param port the TCP port; 0 picks a free one
   */
  public static HttpService bind(int port) {
    // Without it Nagle's algorithm holds back each small answer on a kept-alive connection by 40
    // ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
      AtomicLong number = new AtomicLong();
      ExecutorService threads =
          Executors.newFixedThreadPool(
              REQUEST_THREADS,
              task -> new Thread(task, "http-request-" + number.incrementAndGet()));
      server.setExecutor(threads);
      HttpService service = new HttpService(server, threads);
      return service.uncounted("/healthz", (path, body) -> new Response(200, "ok\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  /** Sends every request under {@code prefix} to {@code handler} and counts it as served. */
  public HttpService route(String prefix, Handler handler) {
    return route(prefix, handler, true);
  }

  /** Sends every request under {@code prefix} to {@code handler}, without counting it. */
  public HttpService uncounted(String prefix, Handler handler) {
    return route(prefix, handler, false);
  }

  private HttpService route(String prefix, Handler handler, boolean counted) {
    server.createContext(prefix, exchange -> exchange(exchange, prefix, handler, counted));
    return this;
  }

  private void exchange(HttpExchange exchange, String prefix, Handler handler, boolean counted)
      throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String path = exchange.getRequestURI().getPath().substring(prefix.length());
      Response response = handler.answer(path.startsWith("/") ? path.substring(1) : path, body);
      if (counted) {
        served.incrementAndGet();
      }
      byte[] bytes = response.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  public HttpService start() {
    server.start();
    return this;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Requests answered so far, health checks and uncounted routes left out. */
  public long served() {
    return served.get();
  }

  @Override
  public void close() {
    server.stop(0);
    requestThreads.shutdown();
    try {
      if (!requestThreads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        requestThreads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

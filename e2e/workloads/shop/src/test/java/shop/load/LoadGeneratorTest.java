package shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import shop.web.HttpService;
import shop.web.Response;

@Timeout(60)
class LoadGeneratorTest {
  private static final int REQUESTS = 200;

  @Test
  void sendsAsManyRequestsAsAskedFor() throws Exception {
    Set<String> paths = ConcurrentHashMap.newKeySet();
    try (HttpService service =
        HttpService.bind(0)
            .route(
                "/things",
                (path, body) -> {
                  paths.add(path + " " + body);
                  return new Response(200, "here");
                })
            .start()) {
      CountDownLatch finished = new CountDownLatch(1);
      LoadGenerator load =
          new LoadGenerator(
              service.port(),
              random -> new Request("/things/" + random.nextInt(1_000_000), "some"),
              0,
              REQUESTS);
      load.start(finished::countDown);

      assertThat(finished.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(load.progress()).isEqualTo(REQUESTS + " answered, 0 failed");
      assertThat(service.served()).isGreaterThanOrEqualTo(REQUESTS);
      assertThat(paths)
          .hasSizeGreaterThan(REQUESTS / 2)
          .allMatch(seen -> seen.matches("\\d+ some"));
    }
  }

  @Test
  void countsRequestsThatFoundNoService() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    CountDownLatch finished = new CountDownLatch(1);
    LoadGenerator load = new LoadGenerator(port, random -> new Request("/", ""), 0, 3);
    load.start(finished::countDown);

    assertThat(finished.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(load.progress()).isEqualTo("0 answered, 3 failed");
  }
}

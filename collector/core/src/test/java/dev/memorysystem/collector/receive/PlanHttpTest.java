package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.analyzer.plan.Plan;
import dev.memorysystem.analyzer.plan.WorkloadPlan;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.api.Change;
import dev.memorysystem.collector.api.ProcessInfo;
import dev.memorysystem.collector.api.ProcessStatus;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The long poll of agents, over a real port. */
class PlanHttpTest {
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final WorkloadPlan WALKS_REST =
      new WorkloadPlan(
          new Plan(
              new Plan.Sampling(true, null),
              new Plan.Walk(false, true, null, List.of()),
              Plan.Rules.NONE,
              List.of()),
          Map.of());

  private final HttpClient client = HttpClient.newHttpClient();
  private ReceiverFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ReceiverFixture();
    fixture.plans.open();
    fixture.board.publish(
        new Change.ProcessChanged(
            new ProcessInfo(
                "i-1",
                ORDERS,
                ProcessStatus.REPORTING,
                null,
                "orders-1",
                "uid-1",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                15,
                ReceiverFixture.NOW,
                ReceiverFixture.NOW,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null)));
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    fixture.close();
  }

  @Test
  void tellsAProcessItsPlanAndNothingWhenItHasIt() throws Exception {
    fixture.plans.decided(ORDERS, WALKS_REST);

    HttpResponse<String> first = get(plan());
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(first.body())
        .isEqualTo(
            "{\"sampling\":{\"enabled\":true},"
                + "\"walk\":{\"enabled\":false,\"paths\":true},\"rules\":{}}");
    HttpResponse<String> again = get(plan().header("If-None-Match", etag(first)));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(etag(again)).isEqualTo(etag(first));
    assertThat(get(plan().header("If-None-Match", "\"old\"")).statusCode()).isEqualTo(200);
  }

  @Test
  void holdsTheQuestionUntilThereIsAnotherPlan() throws Exception {
    String known = etag(get(plan()));
    CompletableFuture<HttpResponse<String>> held = hold(known, 60);
    await().until(() -> fixture.plans.waiting() == 1);
    assertThat(held).isNotDone();

    fixture.plans.decided(ORDERS, WALKS_REST);
    fixture.plans.tell();

    HttpResponse<String> told = held.get();
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.body()).contains("\"walk\":{\"enabled\":false,");
    assertThat(fixture.plans.waiting()).isZero();
  }

  @Test
  void answersAfterTheTimeAskedFor() throws Exception {
    String known = etag(get(plan()));

    HttpResponse<String> answer = hold(known, 1).get();

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(fixture.plans.waiting()).isZero();
  }

  @Test
  void forgetsWhoGoesAway() throws Exception {
    String known = etag(get(plan()));
    try (Socket socket = new Socket("127.0.0.1", fixture.receiver.httpPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /v1/plan?process=i-1&namespace=shop HTTP/1.1\r\nHost: x\r\nIf-None-Match: "
                      + known
                      + "\r\nPrefer: wait=60\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      await().until(() -> fixture.plans.waiting() == 1);
    }
    await().until(() -> fixture.plans.waiting() == 0);
  }

  @Test
  void whoWaitsWhenItEndsIsAnswered() throws Exception {
    CompletableFuture<HttpResponse<String>> held = hold(etag(get(plan())), 60);
    await().until(() -> fixture.plans.waiting() == 1);
    fixture.receiver.close();
    assertThat(fixture.plans.waiting()).isZero();
    await().until(held::isDone);
  }

  @Test
  void asksToComeBackWhileItDoesNotKnowYet() throws Exception {
    try (ReceiverFixture starting = new ReceiverFixture()) {
      HttpResponse<String> answer =
          get(request(starting.receiver.httpPort(), "/v1/plan?process=i-1"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/plan", "/v1/plan?process=", "/v1/plan?namespace=shop"})
  void wantsToKnowWhoAsks(String path) throws Exception {
    HttpResponse<String> answer = get(request(fixture.receiver.httpPort(), path));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("service.instance.id");
  }

  @Test
  void takesNoOtherMethodAndNoBody() throws Exception {
    HttpResponse<String> posted =
        get(plan().POST(HttpRequest.BodyPublishers.ofString("x".repeat(100_000))));
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("Allow")).hasValue("GET");
    HttpResponse<String> body = get(plan().method("GET", HttpRequest.BodyPublishers.ofString("x")));
    assertThat(body.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=0", "wait=-1", "wait=x", "wait=99999", "respond-async", ""})
  void whatAsksForNoWaitIsAnsweredAtOnce(String prefer) throws Exception {
    HttpResponse<String> answer =
        get(plan().header("If-None-Match", etag(get(plan()))).header("Prefer", prefer));
    assertThat(answer.statusCode()).isEqualTo(304);
  }

  private CompletableFuture<HttpResponse<String>> hold(String known, int seconds)
      throws IOException {
    return client.sendAsync(
        plan()
            .header("If-None-Match", known)
            .header("Prefer", "respond-async, wait=" + seconds)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder plan() {
    return request(fixture.receiver.httpPort(), "/v1/plan?process=i-1&namespace=shop");
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofMinutes(2));
  }

  private HttpResponse<String> get(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String etag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }
}

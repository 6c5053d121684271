package dev.memorysystem.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.memorysystem.agent.export.Destination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanningTest {
  private static final String WALKS_REST = "{\"walk\":{\"enabled\":false}}";

  private HttpServer server;
  private Planning planning;

  /** What was asked: the query, the tag that was known, and how long it may take. */
  private record Question(String query, @Nullable String known, @Nullable String prefer) {}

  private final List<Question> questions = new CopyOnWriteArrayList<>();

  /** An answer; the last one is for all questions that follow. */
  private record Reply(int status, String etag, String body) {}

  private void ask(Reply... replies) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/base/v1/plan",
        exchange -> answer(exchange, replies[Math.min(questions.size(), replies.length - 1)]));
    server.start();
    planning =
        new Planning(
            new Destination(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/"),
                Optional.empty(),
                Optional.empty()),
            "a b",
            "i-1",
            0.02);
    planning.start();
  }

  private void answer(HttpExchange exchange, Reply reply) throws IOException {
    questions.add(
        new Question(
            exchange.getRequestURI().getRawQuery(),
            exchange.getRequestHeaders().getFirst("If-None-Match"),
            exchange.getRequestHeaders().getFirst("Prefer")));
    if (!reply.etag().isEmpty()) {
      exchange.getResponseHeaders().set("ETag", reply.etag());
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    planning.stop();
    server.stop(0);
  }

  @Test
  void asksForAnotherPlanThanItHas() throws Exception {
    ask(
        new Reply(200, "\"one\"", WALKS_REST),
        new Reply(304, "\"one\"", ""),
        new Reply(200, "\"two\"", "{}"),
        new Reply(304, "\"two\"", ""));

    await().until(() -> questions.size() > 3);
    assertThat(questions.subList(0, 4))
        .containsExactly(
            new Question("process=i-1&namespace=a+b", null, null),
            new Question("process=i-1&namespace=a+b", "\"one\"", "wait=60"),
            new Question("process=i-1&namespace=a+b", "\"one\"", "wait=60"),
            new Question("process=i-1&namespace=a+b", "\"two\"", "wait=60"));
    await().until(() -> planning.plan().etag().equals("\"two\""));
    assertThat(planning.plan().walks()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 429, 500, 503})
  void goesOnAsBeforeWhereItIsRefused(int status) throws Exception {
    ask(new Reply(200, "\"one\"", WALKS_REST), new Reply(status, "\"x\"", WALKS_REST));

    await().until(() -> questions.size() > 3);
    assertThat(planning.plan().etag()).isEqualTo("\"one\"");
    assertThat(planning.plan().walks()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2", "{\"walk\":1}", "<html>", "[]"})
  void goesOnAsBeforeWhereTheAnswerIsNoPlan(String body) throws Exception {
    ask(new Reply(200, "\"one\"", WALKS_REST), new Reply(200, "\"x\"", body));

    await().until(() -> questions.size() > 3);
    assertThat(planning.plan().etag()).isEqualTo("\"one\"");
    assertThat(planning.plan().walks()).isFalse();
  }

  @Test
  void takesNoAnswerThatIsTooLarge() throws Exception {
    ask(
        new Reply(200, "\"one\"", WALKS_REST),
        new Reply(200, "\"x\"", "{}" + " ".repeat(64 * 1024)));

    await().until(() -> questions.size() > 2);
    assertThat(planning.plan().etag()).isEqualTo("\"one\"");
  }

  /** A collector of the version before. */
  @Test
  void hasTheDefaultsWhereTheQuestionIsNotKnown() throws Exception {
    ask(new Reply(200, "\"one\"", WALKS_REST), new Reply(404, "", "no"));

    await().until(() -> questions.size() == 2 && planning.plan() == Plan.DEFAULT);
    assertThat(planning.plan().walks()).isTrue();
  }

  @Test
  void sendsNoTagBackThatCouldEndItsLine() throws Exception {
    ask(new Reply(200, "\"on e\"", WALKS_REST), new Reply(200, "\"two\"", "{}"));

    await().until(() -> planning.plan().etag().equals("\"two\""));
    assertThat(questions.get(1).known()).isNull();
  }
}

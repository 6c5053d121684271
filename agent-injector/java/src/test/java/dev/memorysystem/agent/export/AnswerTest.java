package dev.memorysystem.agent.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
  @Test
  void readsStatusAndWaitAmongHeadersThatItDoesNotKnow() throws IOException {
    var answer =
        read("HTTP/1.1 429 Slow down\r\nX-New: 1\r\nretry-after:  7 \r\nContent-Length: 0\r\n\r\n");
    assertThat(answer.status).isEqualTo(429);
    assertThat(answer.retryAfterSeconds).isEqualTo(7);
    assertThat(answer.keepsConnection).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Wed, 21 Oct 2026 07:28:00 GMT", "-5", "soon", "99999999999999999999", ""})
  void takesNoOtherWaitThanSeconds(String value) throws IOException {
    assertThat(read("HTTP/1.1 503 x\r\nRetry-After: " + value + "\r\n\r\n").retryAfterSeconds)
        .isZero();
  }

  @Test
  void leavesTheConnectionAtTheEndOfTheBody() throws IOException {
    var in = stream("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 204 x\r\n\r\nrest");
    assertThat(Answer.read(in, inAMinute()).keepsConnection).isTrue();
    var second = Answer.read(in, inAMinute());
    assertThat(second.status).isEqualTo(204);
    assertThat(second.keepsConnection).isTrue();
    assertThat(in.readAllBytes()).asString().isEqualTo("rest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: Close\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"
      })
  void doesNotKeepAConnectionWhoseNextAnswerItCouldNotFind(String text) throws IOException {
    var answer = read(text);
    assertThat(answer.status).isEqualTo(200);
    assertThat(answer.keepsConnection).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 fine\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "\r\n\r\n"
      })
  void refusesWhatIsNoAnswer(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  @Test
  void stopsReadingHeadersThatDoNotEnd() {
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(10_000)))
        .hasMessageContaining("no end");
  }

  @Test
  void stopsAtItsDeadline() {
    assertThatThrownBy(() -> Answer.read(stream("HTTP/1.1 200 OK\r\n\r\n"), System.nanoTime() - 1))
        .hasMessageContaining("no end");
  }

  private static Answer read(String text) throws IOException {
    return Answer.read(stream(text), inAMinute());
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static long inAMinute() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }
}

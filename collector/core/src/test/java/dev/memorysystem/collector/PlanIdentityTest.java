package dev.memorysystem.collector;

import static dev.memorysystem.collector.GuardedCollector.liveSet;
import static dev.memorysystem.collector.GuardedCollector.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.testkit.TestIdentity;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told a plan, where callers are told apart. */
class PlanIdentityTest {
  private static final String PROCESS = "instance%20of%20uid-1";

  @TempDir static Path directory;
  static GuardedCollector guarded;
  static TestIdentity identity;

  @BeforeAll
  static void start() throws Exception {
    guarded = new GuardedCollector(directory);
    identity = guarded.identity;
    String token = identity.pod("shop", "orders-1", "uid-1").sign();
    assertThat(guarded.send(token, liveSet(resource("shop", "orders-1", "uid-1"))).statusCode())
        .isEqualTo(200);
    assertThat(guarded.collector.settle(Duration.ofSeconds(30))).isTrue();
  }

  @AfterAll
  static void stop() {
    guarded.close();
  }

  @Test
  void aPodIsToldItsOwn() throws Exception {
    HttpResponse<String> own = ask(identity.pod("shop", "orders-1", "uid-1").sign(), PROCESS);
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(own.body()).contains("\"walk\"");
    assertThat(ask(identity.pod("shop", "orders-1", "uid-1").sign(), "new").statusCode())
        .as("one that has not reported yet")
        .isEqualTo(200);
  }

  @Test
  void nobodyIsToldAnothers() throws Exception {
    HttpResponse<String> neighbour = ask(identity.pod("shop", "orders-2", "uid-2").sign(), PROCESS);
    assertThat(neighbour.statusCode()).isEqualTo(403);
    assertThat(neighbour.body()).contains("another pod");
    HttpResponse<String> elsewhere = ask(identity.pod("bank", "vault", "uid-1").sign(), PROCESS);
    assertThat(elsewhere.body()).as("the namespace is the token's").doesNotContain("targets");
    assertThat(ask(identity.reader().sign(), PROCESS).statusCode()).isEqualTo(403);
    assertThat(ask(identity.operator().sign(), PROCESS).statusCode()).isEqualTo(403);
    assertThat(ask("no-token", PROCESS).statusCode()).isEqualTo(401);
  }

  @Test
  void thePlainPortTellsNoPlans() throws Exception {
    HttpResponse<String> plain = guarded.getWithoutToken("/v1/plan?process=" + PROCESS);
    assertThat(plain.statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> ask(String token, String process) throws Exception {
    return guarded.get(token, "/v1/plan?process=" + process + "&namespace=shop");
  }
}

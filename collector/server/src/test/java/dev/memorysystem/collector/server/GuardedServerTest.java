package dev.memorysystem.collector.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.testkit.TestIdentity;
import dev.memorysystem.testkit.TestToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as it runs in a cluster: callers are told apart. */
@QuarkusTest
@QuarkusTestResource(value = GuardedData.class, restrictToAnnotatedClass = true)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GuardedServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> READS =
      List.of(
          "api/v1/report",
          "api/v1/findings",
          "api/v1/findings/some",
          "api/v1/assessments",
          "api/v1/processes",
          "api/v1/processes/some/class-census",
          "api/v1/processes/some/stack-samples",
          "api/v1/series?namespace=shop&kind=Deployment&name=orders&container=app",
          "api/v1/stream",
          "metrics",
          "q/openapi");

  /** What Quarkus mounts under its own root, a router of its own. */
  private static final List<String> NON_APPLICATION =
      List.of(
          "/q/openapi",
          "/q/openapi.json",
          "/q/info",
          "/q/metrics",
          "/q/swagger-ui",
          "/q/health-ui",
          "/q/dev-ui",
          "/q/arc");

  @TestHTTPResource("/")
  URI plain;

  @Inject HttpsPort https;

  @Inject Router router;

  TestIdentity identity;
  private URI tls;
  private HttpClient client;
  private ReportingPods pods;

  @BeforeEach
  void connect() throws Exception {
    tls = URI.create("https://localhost:%d/".formatted(https.port()));
    client = HttpClient.newBuilder().sslContext(identity.trust()).build();
    pods = new ReportingPods(identity, client, plain);
  }

  @AfterEach
  void disconnect() {
    client.shutdownNow();
  }

  private TestToken shop() {
    return identity.pod("shop", "orders-1", "uid-1");
  }

  @Test
  void everyRouteButHealthAsksForAToken() throws Exception {
    Set<String> paths = new TreeSet<>();
    router.getRoutes().stream()
        .map(route -> route.getPath() == null ? "/" : route.getPath())
        .forEach(paths::add);
    NON_APPLICATION.forEach(paths::add);
    JSON.readTree(get(tls, "q/openapi?format=json", identity.reader().sign()).body())
        .path("paths")
        .fieldNames()
        .forEachRemaining(paths::add);
    READS.forEach(path -> paths.add("/" + path));
    assertThat(paths).contains("/api/v1/report", "/api/v1/findings/{id}", "/metrics", "/q/");
    for (String path : paths) {
      String asked = path.replaceAll("[{}*:]", "").substring(1);
      if (!asked.startsWith("q/health")) {
        HttpResponse<String> secure = get(tls, asked, null);
        assertThat(secure.statusCode()).as(path).isEqualTo(401);
        assertThat(secure.headers().firstValue("WWW-Authenticate").orElseThrow())
            .startsWith("Bearer");
        if (!asked.equals("metrics")) {
          assertThat(get(plain, asked, null).statusCode()).as(path).isEqualTo(401);
          assertThat(get(plain, asked, identity.operator().sign()).statusCode())
              .as(path)
              .isEqualTo(401);
        }
      }
    }
    assertThat(get(tls, "no/such/route", null).statusCode()).isEqualTo(401);
    assertThat(get(tls, "api/v1/../v1//report", null).statusCode()).isEqualTo(401);
    assertThat(get(tls, "q/health/../../api/v1/report", null).statusCode()).isEqualTo(401);
    assertThat(get(tls, "no/such/route", identity.reader().sign()).statusCode()).isEqualTo(404);
  }

  @Test
  void healthIsForEverybody() throws Exception {
    assertThat(get(plain, "q/health/ready", null).statusCode()).isEqualTo(200);
    assertThat(get(tls, "q/health/live", null).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenThatIsNotGoodReadsNothing() throws Exception {
    Instant now = Instant.now();
    Duration hour = Duration.ofHours(1);
    List<String> bad =
        List.of(
            shop().audience("elsewhere").sign(),
            shop().issuer("https://elsewhere.example").sign(),
            shop().valid(now.minus(hour.multipliedBy(2)), hour).sign(),
            shop().valid(now.plus(hour), hour).sign(),
            shop().unsigned(),
            shop().signedWithThePublicKey(),
            identity.operator().under(shop().sign()),
            "x".repeat(7000));
    for (String path : READS) {
      for (String token : bad) {
        HttpResponse<String> answer = get(tls, path, token);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(401);
      }
      assertThat(get(tls, path, identity.serviceAccount("shop", "default").sign()).statusCode())
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  void aPodReadsItsOwnNamespaceAndTheReaderReadsAll() throws Exception {
    pods.report("shop", "orders-1", "uid-1");
    pods.report("bank", "vault-1", "uid-2");
    String pod = shop().sign();
    String reader = identity.reader().sign();
    String operator = identity.operator().sign();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                namespaces("api/v1/processes", reader).containsAll(Set.of("shop", "bank"))
                    && namespaces("api/v1/assessments", reader).contains("bank"));
    assertThat(namespaces("api/v1/report", operator)).contains("shop", "bank");
    for (String path :
        List.of(
            "api/v1/processes",
            "api/v1/assessments",
            "api/v1/findings",
            "api/v1/report",
            "api/v1/processes?namespace=bank")) {
      assertThat(namespaces(path, pod)).as(path).isSubsetOf("shop");
    }
    assertThat(namespaces("api/v1/processes", pod)).containsExactly("shop");
    HttpResponse<String> other =
        get(tls, "api/v1/series?namespace=bank&kind=Deployment&name=orders&container=app", pod);
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(other.body()).contains("own namespace");
    assertThat(
            get(tls, "api/v1/series?namespace=shop&kind=Deployment&name=orders&container=app", pod)
                .statusCode())
        .isEqualTo(200);
    for (String found : List.of("class-census", "stack-samples")) {
      String ofOther = "api/v1/processes/of%20vault-1/" + found;
      assertThat(get(tls, ofOther, pod).statusCode()).isEqualTo(404);
      assertThat(get(tls, ofOther, reader).statusCode()).isEqualTo(200);
      assertThat(get(tls, "api/v1/processes/of%20orders-1/" + found, pod).statusCode())
          .isEqualTo(200);
    }
    assertThat(streamed(pod)).containsExactly("shop");
    assertThat(streamed(reader)).contains("shop", "bank");
  }

  private Set<String> streamed(String token) throws Exception {
    Set<String> namespaces = new TreeSet<>();
    try (EventStream stream = new EventStream(fresh(), request(tls, "api/v1/stream", token))) {
      for (EventStream.Event event = stream.next();
          !event.name().equals("synced");
          event = stream.next()) {
        namespaces.add(event.data().at("/workload/namespace").asText());
      }
    }
    return namespaces;
  }

  @Test
  void seriesOfWorkloadsAreForReaders() throws Exception {
    pods.report("shop", "orders-1", "uid-1");
    String reader = identity.reader().sign();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                get(tls, "metrics", reader)
                    .body()
                    .contains("memory_system_workload_live_set_bytes{"));
    for (HttpResponse<String> own :
        List.of(get(plain, "metrics", null), get(tls, "metrics", shop().sign()))) {
      assertThat(own.statusCode()).isEqualTo(200);
      assertThat(own.body())
          .contains("memory_system_received_requests_total")
          .doesNotContain("memory_system_workload", "namespace=");
    }
  }

  @Test
  void aStreamEndsWithItsToken() throws Exception {
    Instant almostOver = Instant.now().minus(Duration.ofHours(1)).minusSeconds(20);
    String token = shop().valid(almostOver, Duration.ofHours(1)).sign();
    try (EventStream stream = new EventStream(fresh(), request(tls, "api/v1/stream", token))) {
      stream.next(event -> event.name().equals("synced"));
      assertThat(stream.ends()).isTrue();
    }
  }

  @Test
  void httpsShowsTheNewCertificate() throws Exception {
    BigInteger before = shown();
    identity.rotateCertificate();
    assertThat(identity.serial()).isNotEqualTo(before);
    await().atMost(Duration.ofSeconds(60)).until(() -> shown().equals(identity.serial()));
  }

  @Test
  void twentyPanelsThatAreAskedForAtOnceAreAnswered() throws Exception {
    String token = identity.reader().sign();
    List<CompletableFuture<HttpResponse<String>>> panels = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      panels.add(
          client.sendAsync(
              request(tls, "api/v1/report", token), HttpResponse.BodyHandlers.ofString()));
    }
    for (var panel : panels) {
      HttpResponse<String> answer = panel.get(1, TimeUnit.MINUTES);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  void strangersWhoOpenConnectionsAndSayNothingAreFewAndKeepNobodyOut() throws Exception {
    List<SSLSocket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 260; i++) {
        silent.add(connection());
      }
      assertThat(get(tls, "api/v1/report", shop().sign()).statusCode()).isEqualTo(200);
      silent.getFirst().setSoTimeout(60_000);
      assertThat(silent.getFirst().getInputStream().read()).as("the oldest went").isEqualTo(-1);
      String metrics = get(tls, "metrics", shop().sign()).body();
      assertThat(metrics)
          .containsPattern("memory_system_closed_connections_total\\{reason=\"source\"} [1-9]");
    } finally {
      for (SSLSocket socket : silent) {
        socket.close();
      }
    }
  }

  private SSLSocket connection() throws Exception {
    SSLSocket socket =
        (SSLSocket) identity.trust().getSocketFactory().createSocket(tls.getHost(), tls.getPort());
    socket.startHandshake();
    return socket;
  }

  private BigInteger shown() throws Exception {
    try (SSLSocket socket = connection()) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  private Set<String> namespaces(String path, String token) throws Exception {
    HttpResponse<String> answer = get(tls, path, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Set<String> namespaces = new TreeSet<>();
    for (JsonNode workload : JSON.readTree(answer.body()).findValues("workload")) {
      namespaces.add(workload.path("namespace").asText());
    }
    return namespaces;
  }

  private HttpClient fresh() throws Exception {
    return HttpClient.newBuilder().sslContext(identity.trust()).build();
  }

  private HttpResponse<String> get(URI server, String path, String token) throws Exception {
    return client.send(request(server, path, token), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest request(URI server, String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
    return (token == null ? request : request.header("Authorization", "Bearer " + token)).build();
  }
}

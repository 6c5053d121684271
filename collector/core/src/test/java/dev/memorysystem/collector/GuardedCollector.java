package dev.memorysystem.collector;

import dev.memorysystem.collector.identity.IdentitySettings;
import dev.memorysystem.collector.pipeline.Retention;
import dev.memorysystem.collector.read.ReadLimits;
import dev.memorysystem.collector.receive.Limits;
import dev.memorysystem.collector.receive.NamespaceLimits;
import dev.memorysystem.testkit.TestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A collector that tells its callers apart, on free ports, and a client of it. */
final class GuardedCollector implements AutoCloseable {
  final TestIdentity identity;
  final Collector collector;
  private final HttpClient client;

  GuardedCollector(Path directory) throws Exception {
    this(directory, TestIdentity.in(directory.resolve("identity")), NamespaceLimits.DEFAULT);
  }

  GuardedCollector(Path directory, TestIdentity identity, NamespaceLimits limits) throws Exception {
    this.identity = identity;
    collector =
        Collector.start(
            new CollectorConfig(
                directory.resolve("data"),
                "127.0.0.1",
                0,
                0,
                Limits.DEFAULT,
                Retention.DEFAULT,
                new IdentityConfig.Kubernetes(
                    new IdentitySettings(
                        identity.directory(),
                        TestIdentity.AUDIENCE,
                        TestIdentity.OPERATOR,
                        Set.of(TestIdentity.READER)),
                    0,
                    0,
                    true,
                    limits,
                    ReadLimits.DEFAULT)));
    client = HttpClient.newBuilder().sslContext(identity.trust()).build();
  }

  /** Resource attributes of a process of a pod of shop. */
  static Map<String, Object> resource(String namespace, String pod, String uid) {
    Map<String, Object> resource = new HashMap<>(Otlp.process("instance of " + uid));
    resource.put("k8s.namespace.name", namespace);
    resource.put("k8s.pod.name", pod);
    resource.put("k8s.pod.uid", uid);
    return resource;
  }

  static byte[] liveSet(Map<String, Object> resource) {
    return Otlp.request(
            resource,
            Otlp.event("memory.live_set", Instant.now(), Map.of("memory.heap.used", 1_000_000)))
        .toByteArray();
  }

  /** What the operator says of a pod. */
  static byte[] pod(String namespace, String pod, String uid, boolean deleted) {
    return Otlp.request(
            resource(namespace, pod, uid),
            Otlp.bodyEvent(
                "memory.pod",
                Instant.now(),
                deleted
                    ? Map.of("deleted", true)
                    : Map.of("containers", List.of(Map.of("name", "app")))))
        .toByteArray();
  }

  HttpResponse<String> send(String token, byte[] body) throws Exception {
    return send(client, token, body);
  }

  HttpResponse<String> send(HttpClient through, String token, byte[] body) throws Exception {
    return through.send(
        post(uri(), body).header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> sendWithoutToken(URI uri, byte[] body) throws Exception {
    return client.send(post(uri, body).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A unary call of OTLP/gRPC; its status is in the answer's headers when it is refused. */
  HttpResponse<byte[]> call(String token, byte[] message) throws Exception {
    byte[] framed = new byte[5 + message.length];
    java.nio.ByteBuffer.wrap(framed).put((byte) 0).putInt(message.length).put(message);
    return client.send(
        HttpRequest.newBuilder(
                URI.create(
                    "https://127.0.0.1:%d/opentelemetry.proto.collector.logs.v1.LogsService/Export"
                        .formatted(collector.otlpGrpcPort())))
            .version(HttpClient.Version.HTTP_2)
            .header("Content-Type", "application/grpc")
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(framed))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder post(URI uri, byte[] body) {
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/x-protobuf")
        .header("Accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  HttpResponse<String> get(String token, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri().resolve(path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> getWithoutToken(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(plainUri().resolve(path)).timeout(Duration.ofSeconds(30)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  URI uri() {
    return URI.create("https://127.0.0.1:%d/v1/logs".formatted(collector.otlpHttpPort()));
  }

  URI plainUri() {
    return URI.create("http://127.0.0.1:%d/v1/logs".formatted(collector.otlpHttpPorts().get(1)));
  }

  String metrics() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    collector.writeMetrics(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
    collector.close();
  }
}

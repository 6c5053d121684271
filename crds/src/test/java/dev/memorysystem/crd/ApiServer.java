package dev.memorysystem.crd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * A real kube-apiserver on etcd, on free loopback ports, without kubelets or controllers: what it
 * stores stays as written. Tests are skipped, visibly, where the binaries are missing.
 */
public final class ApiServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final String TOKEN = "admin";

  /** Who has the rights that the chart gives, and whose every request is written down. */
  public static final String OPERATOR =
      "system:serviceaccount:memory-system:memory-system-operator";

  private static final String OPERATOR_TOKEN = "operator";

  /** A watch is written down when it begins. */
  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, Panic]
      rules:
        - {level: Metadata, users: ["%s"]}
        - {level: None}
      """
          .formatted(OPERATOR);

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final int port;

  private ApiServer(Path folder) throws IOException {
    this.folder = folder;
    this.port = freePort();
  }

  /** Starts both and waits until the API is ready. */
  public static ApiServer start() throws IOException, GeneralSecurityException {
    Optional<Path> apiserver = Tools.find("KUBE_APISERVER", "kube-apiserver");
    Optional<Path> etcd = Tools.find("ETCD", "etcd");
    Assumptions.assumeTrue(
        apiserver.isPresent() && etcd.isPresent(),
        "skipped: needs etcd (Debian package etcd-server) and kube-apiserver (run"
            + " `e2e/cluster/cluster tool kube-apiserver` once)");
    ApiServer server = new ApiServer(Files.createTempDirectory("apiserver"));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.startEtcdAndApi(etcd.get(), apiserver.get());
    return server;
  }

  /** Whether the binaries are here; for {@code @EnabledIf}. */
  public static boolean isAvailable() throws IOException {
    return Tools.find("KUBE_APISERVER", "kube-apiserver").isPresent()
        && Tools.find("ETCD", "etcd").isPresent();
  }

  /** Client configuration of a cluster administrator. */
  public Config config() {
    return config(TOKEN);
  }

  /** Client configuration of {@link #OPERATOR}. */
  public Config operatorConfig() {
    return config(OPERATOR_TOKEN);
  }

  /** Lines of JSON, one for each request of {@link #OPERATOR} that was answered. */
  public Path auditLog() {
    return folder.resolve("audit.log");
  }

  private Config config(String token) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("https://127.0.0.1:" + port)
        .withOauthToken(token)
        .withCaCertFile(folder.resolve("certs/apiserver.crt").toString())
        .withNamespace("default")
        .build();
  }

  public KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroyForcibly();
      process.onExit().join();
    }
    processes.clear();
    deleteFolder();
  }

  private void startEtcdAndApi(Path etcd, Path apiserver)
      throws IOException, GeneralSecurityException {
    int client = freePort();
    int peer = freePort();
    String etcdUrl = "http://127.0.0.1:" + client;
    run(
        "etcd",
        etcd.toString(),
        "--data-dir=" + folder.resolve("etcd"),
        "--unsafe-no-fsync",
        "--listen-client-urls=" + etcdUrl,
        "--advertise-client-urls=" + etcdUrl,
        "--listen-peer-urls=http://127.0.0.1:" + peer,
        "--initial-advertise-peer-urls=http://127.0.0.1:" + peer,
        "--initial-cluster=default=http://127.0.0.1:" + peer);
    Path key = writeKey();
    Files.writeString(
        folder.resolve("tokens.csv"),
        TOKEN
            + ",admin,admin,system:masters\n"
            + OPERATOR_TOKEN
            + ","
            + OPERATOR
            + ",operator,system:serviceaccounts\n");
    Files.writeString(folder.resolve("audit.yaml"), AUDIT_POLICY);
    run(
        "kube-apiserver",
        apiserver.toString(),
        "--etcd-servers=" + etcdUrl,
        "--bind-address=127.0.0.1",
        "--advertise-address=198.18.0.1",
        "--endpoint-reconciler-type=none",
        "--secure-port=" + port,
        "--cert-dir=" + folder.resolve("certs"),
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--authorization-mode=RBAC",
        "--audit-policy-file=" + folder.resolve("audit.yaml"),
        "--audit-log-path=" + auditLog(),
        "--service-cluster-ip-range=198.19.0.0/16",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + key,
        "--service-account-signing-key-file=" + key,
        "--disable-admission-plugins=ServiceAccount");
    try (KubernetesClient probe = awaitCertificateThenClient()) {
      Awaitility.await("kube-apiserver, see " + folder)
          .atMost(START)
          .ignoreExceptions()
          .until(() -> "ok".equals(probe.raw("/readyz")));
    }
  }

  private KubernetesClient awaitCertificateThenClient() {
    Path certificate = folder.resolve("certs/apiserver.crt");
    Awaitility.await("certificate of kube-apiserver, see " + folder)
        .atMost(START)
        .until(() -> Files.exists(certificate) && Files.size(certificate) > 0);
    return client();
  }

  private void run(String name, String... command) throws IOException {
    Path log = folder.resolve(name + ".log");
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(folder.toFile())
            .start());
  }

  private Path writeKey() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    Path file = folder.resolve("service-account.key");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8))
                .encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    return file;
  }

  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException gone) {
      System.getLogger(ApiServer.class.getName())
          .log(System.Logger.Level.DEBUG, "left behind: " + folder, gone);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

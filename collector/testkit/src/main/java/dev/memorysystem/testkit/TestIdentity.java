package dev.memorysystem.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster gives a collector to know its callers by: a directory with {@code tls.crt}, {@code
 * tls.key}, {@code ca.crt}, {@code jwks.json} and {@code issuer}, laid out and changed as kubelet
 * does it with a mounted Secret, and the tokens that are valid by it.
 *
 * <pre>
 * TestIdentity identity = TestIdentity.in(directory);
 * String token = identity.pod("shop", "orders-1", "uid-1").sign();
 * HttpClient.newBuilder().sslContext(identity.trust());
 * </pre>
 */
public final class TestIdentity {
  public static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
  public static final String AUDIENCE = "memory-system";
  public static final String OPERATOR =
      "system:serviceaccount:memory-system:memory-system-operator";
  public static final String READER = "system:serviceaccount:memory-system:memory-system-reader";

  /** What kubelet asks for. */
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(3600);

  private static final String[] HOSTS = {
    "localhost", "127.0.0.1", "memory-system-collector.memory-system.svc"
  };

  private final Path directory;
  private final List<TestAuthority> authorities = new ArrayList<>();
  private final List<SigningKey> keys = new ArrayList<>();
  private TestAuthority.Serving serving;
  private int revision;

  private TestIdentity(Path directory) throws GeneralSecurityException, IOException {
    this.directory = directory;
    authorities.add(new TestAuthority("memory-system CA 1"));
    keys.add(SigningKey.rs256("rsa-1"));
    keys.add(SigningKey.es256("ec-1"));
    serving = authorities.getLast().serving(HOSTS);
  }

  /**
   * Fills a directory.
   *
   * @param directory created when missing
   */
  public static TestIdentity in(Path directory) throws GeneralSecurityException, IOException {
    TestIdentity identity = new TestIdentity(Files.createDirectories(directory));
    identity.write();
    return identity;
  }

  public Path directory() {
    return directory;
  }

  /** The newest authority; {@code ca.crt} holds its certificate and, if there was one, the last. */
  public TestAuthority authority() {
    return authorities.getLast();
  }

  /** A client's context that trusts what {@code ca.crt} holds. */
  public SSLContext trust() throws GeneralSecurityException, IOException {
    return TestAuthority.trusting(trusted().toArray(TestAuthority[]::new));
  }

  /** Of the certificate in {@code tls.crt}. */
  public BigInteger serial() {
    return serving.serial();
  }

  /** The key that signs with RS256; {@link #ecKey} signs with ES256. */
  public SigningKey rsaKey() {
    return keys.stream().filter(key -> key.algorithm().equals("RS256")).toList().getLast();
  }

  public SigningKey ecKey() {
    return keys.stream().filter(key -> key.algorithm().equals("ES256")).toList().getLast();
  }

  /** A token as kubelet projects it into a pod. */
  public TestToken pod(String namespace, String pod, String podUid) {
    return token(namespace, "default", pod, podUid);
  }

  /** A token of the operator's pod. */
  public TestToken operator() {
    return token("memory-system", "memory-system-operator", "memory-system-operator-0", "op-uid");
  }

  /** A token as of {@code kubectl create token memory-system-reader}: bound to no pod. */
  public TestToken reader() {
    return serviceAccount("memory-system", "memory-system-reader");
  }

  /** A token that is bound to no pod. */
  public TestToken serviceAccount(String namespace, String name) {
    return token(namespace, name, null, null);
  }

  private TestToken token(
      String namespace, String account, @Nullable String pod, @Nullable String podUid) {
    Instant now = Instant.now();
    return new TestToken(
        rsaKey(), ISSUER, AUDIENCE, namespace, account, pod, podUid, now, now.plus(TOKEN_LIFE));
  }

  /** A new serving certificate of the same authority. */
  public void rotateCertificate() throws GeneralSecurityException, IOException {
    serving = authority().serving(HOSTS);
    write();
  }

  /** A new authority beside the last one, and a serving certificate of it. */
  public void rotateAuthority() throws GeneralSecurityException, IOException {
    authorities.add(new TestAuthority("memory-system CA " + (authorities.size() + 1)));
    rotateCertificate();
  }

  /** New signing keys beside the old. */
  public void addKeys() throws GeneralSecurityException, IOException {
    int number = keys.size() / 2 + 1;
    keys.add(SigningKey.rs256("rsa-" + number));
    keys.add(SigningKey.es256("ec-" + number));
    write();
  }

  /** Only the newest keys are left. */
  public void dropOldKeys() throws GeneralSecurityException, IOException {
    keys.retainAll(List.of(rsaKey(), ecKey()));
    write();
  }

  private List<TestAuthority> trusted() {
    return authorities.subList(Math.max(0, authorities.size() - 2), authorities.size());
  }

  private void write() throws GeneralSecurityException, IOException {
    StringBuilder ca = new StringBuilder();
    for (TestAuthority authority : trusted()) {
      ca.append(authority.certificate());
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put("tls.crt", serving.certificate());
    files.put("tls.key", serving.key());
    files.put("ca.crt", ca.toString());
    files.put(
        "jwks.json",
        keys.stream().map(SigningKey::jwk).collect(Collectors.joining(",", "{\"keys\":[", "]}")));
    files.put("issuer", ISSUER);
    write(files);
  }

  /**
   * Replaces the files as kubelet does (AtomicWriter): a new directory, then the link {@code
   * ..data} to it renamed over the old one.
   */
  public void write(Map<String, String> files) throws IOException {
    Path version = Files.createDirectory(directory.resolve("..version-" + ++revision));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(version.resolve(file.getKey()), file.getValue());
    }
    Path next = directory.resolve("..data_tmp");
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, version.getFileName());
    Files.move(
        next,
        directory.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    for (String name : files.keySet()) {
      Path link = directory.resolve(name);
      if (!Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(link, Path.of("..data", name));
      }
    }
  }
}

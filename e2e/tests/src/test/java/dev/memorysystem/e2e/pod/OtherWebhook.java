package dev.memorysystem.e2e.pod;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A mutating webhook as others run them: at each path it makes one change to pods that do not show
 * it yet. Its certificate is {@code tls.crt} and {@code tls.key} (EC, PKCS #8) in {@link #TLS}.
 */
public final class OtherWebhook {
  public static final int PORT = 8443;
  public static final String TLS = "/tls";

  /** The request's own is the first. */
  private static final Pattern UID = Pattern.compile("\"uid\":\"([^\"]+)\"");

  private static final char[] NO_PASSWORD = {};

  private OtherWebhook() {}

  /**
   * @param changes triples: a path; a text that a pod's JSON has once the change is made; a JSON
   *     patch
   */
  public static void main(String[] changes) throws IOException, GeneralSecurityException {
    HttpsServer server = HttpsServer.create(new InetSocketAddress(PORT), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    for (int i = 0; i < changes.length; i += 3) {
      String shown = changes[i + 1];
      String patch = changes[i + 2];
      server.createContext(changes[i], exchange -> answer(exchange, shown, patch));
    }
    server.start();
  }

  private static void answer(HttpExchange exchange, String shown, String patch) throws IOException {
    try (exchange) {
      String review = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Matcher uid = UID.matcher(review);
      if (!uid.find()) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      String change =
          review.contains(shown)
              ? ""
              : ",\"patchType\":\"JSONPatch\",\"patch\":\"%s\""
                  .formatted(Base64.getEncoder().encodeToString(patch.getBytes(UTF_8)));
      byte[] answer =
          """
          {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview",
           "response":{"uid":"%s","allowed":true%s}}"""
              .formatted(uid.group(1), change)
              .getBytes(UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static SSLContext tls() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("webhook", key(), NO_PASSWORD, new Certificate[] {certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static Certificate certificate() throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(Path.of(TLS, "tls.crt"))) {
      return CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }

  private static PrivateKey key() throws IOException, GeneralSecurityException {
    String base64 =
        Files.readString(Path.of(TLS, "tls.key")).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }
}

package dev.memorysystem.agent.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 or 1.3 that trusts the certificates of one file and nothing else. A context of its own
 * from the JDK's own providers: neither the JVM's default context, key stores and javax.net.ssl
 * properties nor a provider that the application brought are used or changed.
 */
final class Tls {
  /** Present in every JDK; an application may have removed it from its list. */
  private static final String PROVIDER = "SunJSSE";

  private static final String CERTIFICATES = "SUN";
  private static final List<String> VERSIONS = Arrays.asList("TLSv1.3", "TLSv1.2");

  /** There is one server; a session more while its certificate changes. */
  private static final int SESSIONS = 2;

  private final Path caFile;
  private byte[] trusted = new byte[0];
  private @Nullable SSLContext context;

  Tls(Path caFile) {
    this.caFile = caFile;
  }

  /** Whether this JVM has it; nothing is initialised by the question. */
  static boolean isAvailable() {
    return Security.getProvider(PROVIDER) != null && Security.getProvider(CERTIFICATES) != null;
  }

  /**
   * Encrypts a connected socket and checks who answers.
   *
   * @param host the name that the certificate has to be for
   * @throws IOException when the file, this JVM or the server does not allow it
   */
  SSLSocket encrypt(Socket socket, String host, int port) throws IOException {
    SSLSocket encrypted;
    try {
      encrypted = (SSLSocket) context().getSocketFactory().createSocket(socket, host, port, true);
    } catch (GeneralSecurityException noTls) {
      throw new IOException("no usable TLS", noTls);
    }
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    List<String> protocols = new ArrayList<>(VERSIONS);
    protocols.retainAll(Arrays.asList(encrypted.getSupportedProtocols()));
    parameters.setProtocols(protocols.toArray(new String[0]));
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
    return encrypted;
  }

  /** Whether the file holds something else than when the latest connection was made. */
  boolean hasChanged() {
    try {
      return !Arrays.equals(trusted, SmallFile.read(caFile));
    } catch (IOException beingReplaced) {
      return false;
    }
  }

  private SSLContext context() throws IOException, GeneralSecurityException {
    byte[] now = SmallFile.read(caFile);
    SSLContext current = context;
    if (current == null || !Arrays.equals(trusted, now)) {
      current = trusting(certificates(now));
      context = current;
      trusted = now;
    }
    return current;
  }

  private static Set<TrustAnchor> certificates(byte[] pem) throws GeneralSecurityException {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509", CERTIFICATES)
            .generateCertificates(new ByteArrayInputStream(pem))) {
      anchors.add(new TrustAnchor((X509Certificate) certificate, null));
    }
    return anchors;
  }

  private static SSLContext trusting(Set<TrustAnchor> anchors) throws GeneralSecurityException {
    PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, new X509CertSelector());
    // the application's com.sun.net.ssl.checkRevocation would have us ask servers of others
    path.setRevocationEnabled(false);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", PROVIDER);
    trust.init(new CertPathTrustManagerParameters(path));
    SSLContext context = SSLContext.getInstance("TLS", PROVIDER);
    context.init(null, trust.getTrustManagers(), null);
    context.getClientSessionContext().setSessionCacheSize(SESSIONS);
    return context;
  }
}

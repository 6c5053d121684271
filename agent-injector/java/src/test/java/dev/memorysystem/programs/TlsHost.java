package dev.memorysystem.programs;

import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Uses the JDK's TLS on several threads at once from its first moment on, and tells at the end of
 * its input whether its own settings are as it left them.
 */
public final class TlsHost {
  /** Offers what the JDK's providers offer, and would say so when asked. */
  private static final class Own extends Provider {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("deprecation") // the other constructor came with Java 9
    Own() {
      super("Own", 1, "");
      for (String service :
          new String[] {
            "SSLContext.TLS",
            "SSLContext.TLSv1.2",
            "SSLContext.TLSv1.3",
            "TrustManagerFactory.PKIX",
            "KeyStore.JKS",
            "KeyStore.PKCS12",
            "CertificateFactory.X.509"
          }) {
        put(service, "dev.memorysystem.programs.NotThere");
      }
    }
  }

  public static void main(String[] args) throws Exception {
    int threads = 4;
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int number = i;
      new Thread(() -> use(number, done)).start();
    }
    done.await();
    SSLContext own = SSLContext.getInstance("TLS");
    own.init(null, null, null);
    SSLContext.setDefault(own);
    HttpsURLConnection.setDefaultSSLSocketFactory(own.getSocketFactory());
    HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> false);
    Security.insertProviderAt(new Own(), 1);
    String providers = Arrays.toString(Security.getProviders());
    System.out.println("ready");
    while (StandardInput.awaitLine()) {
      continue;
    }
    System.out.println("context " + (SSLContext.getDefault() == own));
    System.out.println("providers " + providers.equals(Arrays.toString(Security.getProviders())));
    System.out.println("trust store " + System.getProperty("javax.net.ssl.trustStore"));
  }

  private static void use(int number, CountDownLatch done) {
    try {
      switch (number) {
        case 0:
          SSLContext.getInstance("TLS").init(null, null, null);
          break;
        case 1:
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
              .init(KeyStore.getInstance(KeyStore.getDefaultType()));
          break;
        case 2:
          SSLContext.getDefault().createSSLEngine().beginHandshake();
          break;
        default:
          Security.getProviders("SSLContext.TLS");
      }
    } catch (Exception refused) {
      // the trust store of the test may not be there: the same as without an agent
    } finally {
      done.countDown();
    }
  }
}

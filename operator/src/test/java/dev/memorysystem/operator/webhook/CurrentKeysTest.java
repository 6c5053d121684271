package dev.memorysystem.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.operator.certificate.ServedCertificates;
import dev.memorysystem.operator.certificate.TestAuthority;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CurrentKeysTest {
  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  @Test
  void aHandshakeThatBeganBeforeAChangeEndsWithWhatItBeganWith() throws Exception {
    CurrentKeys keys = new CurrentKeys(VERTX, made());
    List<X509Certificate> shown = new ArrayList<>();
    for (int change = 0; change < 3; change++) {
      String alias = keys.chooseServerAlias("EC", null, null);
      X509Certificate before = keys.getCertificateChain(alias)[0];

      keys.show(VERTX, made());

      assertThat(keys.getCertificateChain(alias)).containsExactly(before);
      assertThat(isOf(before, keys.getPrivateKey(alias))).isTrue();
      shown.add(before);
    }
    assertThat(shown).doesNotHaveDuplicates();
  }

  @Test
  void theNextHandshakeHasTheNewOne() throws Exception {
    CurrentKeys keys = new CurrentKeys(VERTX, made());
    X509Certificate before = keys.getCertificateChain(keys.chooseServerAlias("EC", null, null))[0];

    keys.show(VERTX, made());

    String alias = keys.chooseServerAlias("EC", null, null);
    X509Certificate now = keys.getCertificateChain(alias)[0];
    assertThat(now).isNotEqualTo(before);
    assertThat(isOf(now, keys.getPrivateKey(alias))).isTrue();
    assertThat(keys.getServerAliases("EC", null)).containsExactly(alias);
    assertThat(keys.chooseServerAlias("RSA", null, null)).isNull();
  }

  private static KeyCertOptions made() throws Exception {
    ServedCertificates.Serving serving = new TestAuthority().serving("localhost");
    return new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(serving.certificates()))
        .addKeyValue(Buffer.buffer(serving.key()));
  }

  private static boolean isOf(X509Certificate certificate, PrivateKey key) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(certificate);
    return signature.verify(signed);
  }
}

package dev.memorysystem.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A ServiceAccount token before it is signed, with the claims of Kubernetes' TokenRequest; each
 * method returns a changed copy.
 *
 * @param pod absent in a token that is bound to no pod, as {@code podUid}
 */
public record TestToken(
    SigningKey key,
    String issuer,
    String audience,
    String namespace,
    String serviceAccount,
    @Nullable String pod,
    @Nullable String podUid,
    Instant notBefore,
    Instant expires) {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  public TestToken key(SigningKey other) {
    return new TestToken(
        other, issuer, audience, namespace, serviceAccount, pod, podUid, notBefore, expires);
  }

  public TestToken issuer(String other) {
    return new TestToken(
        key, other, audience, namespace, serviceAccount, pod, podUid, notBefore, expires);
  }

  public TestToken audience(String other) {
    return new TestToken(
        key, issuer, other, namespace, serviceAccount, pod, podUid, notBefore, expires);
  }

  /** Valid for a time from an instant on. */
  public TestToken valid(Instant from, Duration time) {
    return new TestToken(
        key, issuer, audience, namespace, serviceAccount, pod, podUid, from, from.plus(time));
  }

  /** As the API server signs it. */
  public String sign() {
    try {
      String input = part(header(key.algorithm())) + "." + part(claims());
      return input + "." + URL.encodeToString(key.sign(input));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An attack: no signature, and says so ({@code alg: none}). */
  public String unsigned() {
    return part(header("none")) + "." + part(claims()) + ".";
  }

  /** An attack: HMAC with the public key as the secret, which everybody knows. */
  public String signedWithThePublicKey() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.keys().getPublic().getEncoded(), "HmacSHA256"));
      String input = part(header("HS256")) + "." + part(claims());
      return input + "." + URL.encodeToString(mac.doFinal(input.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An attack: these claims under the signature of another token. */
  public String under(String signed) {
    String[] parts = signed.split("\\.", 3);
    return parts[0] + "." + part(claims()) + "." + parts[2];
  }

  private String header(String algorithm) {
    return """
    {"alg":"%s","kid":"%s"}"""
        .formatted(algorithm, key.id());
  }

  private String claims() {
    String bound =
        pod == null
            ? ""
            : """
            "pod":{"name":"%s","uid":"%s"},"""
                .formatted(pod, podUid);
    return """
    {"aud":["%s"],"exp":%d,"iat":%d,"iss":"%s","jti":"a6e4a1bb-4b0c-4a21-9d1b-3f3b1f3c0d57",\
    "kubernetes.io":{"namespace":"%s",%s"serviceaccount":{"name":"%s","uid":"sa-uid"}},\
    "nbf":%d,"sub":"system:serviceaccount:%s:%s"}"""
        .formatted(
            audience,
            expires.getEpochSecond(),
            notBefore.getEpochSecond(),
            issuer,
            namespace,
            bound,
            serviceAccount,
            notBefore.getEpochSecond(),
            namespace,
            serviceAccount);
  }

  private static String part(String json) {
    return URL.encodeToString(json.getBytes(UTF_8));
  }
}

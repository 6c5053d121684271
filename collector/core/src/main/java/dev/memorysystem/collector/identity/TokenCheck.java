package dev.memorysystem.collector.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a ServiceAccount token (Kubernetes' TokenRequest; RFC 7519) offline, by the cluster's
 * keys: signature, issuer, audience, times, and the pod it is bound to.
 */
final class TokenCheck {
  /** Clocks of nodes differ. */
  static final Duration LEEWAY = Duration.ofSeconds(30);

  /**
   * Longest life of a pod's token, from issue to expiry: how long a pod that is gone must be
   * remembered. Kubelet's are of an hour.
   */
  static final Duration MAX_POD_TOKEN_LIFE = Duration.ofHours(24);

  /** What an API server signs with (Kubernetes, pkg/serviceaccount/jwt.go). */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

  private static final int MAX_SHOWN = 100;

  private final IdentitySettings settings;
  private final IdentityFiles files;
  private final Clock clock;

  TokenCheck(IdentitySettings settings, IdentityFiles files, Clock clock) {
    this.settings = settings;
    this.files = files;
    this.clock = clock;
  }

  Verified check(String token) throws Denied {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      checkSignature(jwt);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (claims == null) {
        throw Denied.unauthenticated("the token has no claims");
      }
      return new Verified(caller(claims), checkClaims(claims));
    } catch (ParseException e) {
      throw Denied.unauthenticated(
          "the token is not a signed JSON Web Token; send the text of the projected"
              + " ServiceAccount token");
    }
  }

  /**
   * Whom a token claims to be of, unchecked: the operator's or a reader's username, else a pod's
   * uid; empty when nobody.
   */
  String claimed(String token) {
    try {
      JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
      if (claims == null) {
        return "";
      }
      String username = claims.getSubject() == null ? "" : claims.getSubject();
      if (username.equals(settings.operator()) || settings.readers().contains(username)) {
        return username;
      }
      Map<String, Object> kubernetes = claims.getJSONObjectClaim("kubernetes.io");
      return kubernetes != null
              && kubernetes.get("pod") instanceof Map<?, ?> pod
              && pod.get("uid") instanceof String uid
          ? uid
          : "";
    } catch (ParseException e) {
      return "";
    }
  }

  private void checkSignature(SignedJWT jwt) throws Denied {
    JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
    if (!ALGORITHMS.contains(algorithm)) {
      throw Denied.unauthenticated(
          "the token is signed with %s, which no cluster does"
              .formatted(shown(algorithm.getName())));
    }
    try {
      if (!jwt.verify(verifier(key(jwt.getHeader().getKeyID())))) {
        throw Denied.unauthenticated("the token's signature is not the cluster's");
      }
    } catch (JOSEException e) {
      throw Denied.unauthenticated("the token's signature cannot be one of its key");
    }
  }

  private JWK key(@Nullable String id) throws Denied {
    if (id == null) {
      throw Denied.unauthenticated("the token names no key (kid)");
    }
    JWK key = files.keys().keys().get(id);
    if (key == null) {
      files.reread();
      key = files.keys().keys().get(id);
    }
    if (key == null) {
      throw Denied.unauthenticated(
          "the token is signed with key %s, which is not one of this cluster's; if the cluster has"
                  .formatted(shown(id))
              + " a new key, the operator brings it within minutes");
    }
    return key;
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSAVerifier(rsa.toRSAPublicKey());
      case ECKey ec -> new ECDSAVerifier(ec.toECPublicKey());
      default -> throw new JOSEException("a key of another kind");
    };
  }

  /**
   * @return when it expires
   */
  private Instant checkClaims(JWTClaimsSet claims) throws Denied {
    String issuer = files.keys().issuer();
    if (!issuer.equals(claims.getIssuer())) {
      throw Denied.unauthenticated(
          "the token was issued by %s; this cluster's issuer is %s"
              .formatted(shown(claims.getIssuer()), issuer));
    }
    if (!claims.getAudience().contains(settings.audience())) {
      throw Denied.unauthenticated(
          "the token is not meant for this service; ask for one with the audience %s"
              .formatted(settings.audience()));
    }
    Instant now = clock.instant();
    Instant expires = instant("exp", claims.getExpirationTime());
    if (now.isAfter(expires.plus(LEEWAY))) {
      throw Denied.unauthenticated(
          "the token expired at %s; read the token file again".formatted(expires));
    }
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && now.isBefore(notBefore.toInstant().minus(LEEWAY))) {
      throw Denied.unauthenticated(
          "the token is not valid before %s, and it is %s here; check the clocks"
              .formatted(notBefore.toInstant(), now));
    }
    return expires.plus(LEEWAY);
  }

  private static Instant instant(String claim, @Nullable Date date) throws Denied {
    if (date == null) {
      throw Denied.unauthenticated("the token lacks the claim " + claim);
    }
    return date.toInstant();
  }

  private Caller caller(JWTClaimsSet claims) throws Denied, ParseException {
    String username = claims.getSubject() == null ? "" : claims.getSubject();
    if (username.equals(settings.operator())) {
      return new Caller.Operator(username);
    }
    if (settings.readers().contains(username)) {
      return new Caller.Reader(username);
    }
    Map<String, Object> kubernetes = claims.getJSONObjectClaim("kubernetes.io");
    String namespace = text(kubernetes, "namespace");
    if (kubernetes != null
        && namespace != null
        && username.startsWith("system:serviceaccount:" + namespace + ":")
        && kubernetes.get("pod") instanceof Map<?, ?> pod
        && pod.get("name") instanceof String name
        && pod.get("uid") instanceof String uid) {
      Instant issued = instant("iat", claims.getIssueTime());
      Instant expires = instant("exp", claims.getExpirationTime());
      if (expires.isAfter(issued.plus(MAX_POD_TOKEN_LIFE))) {
        throw Denied.unauthenticated(
            "the token lives longer than %d hours; set expirationSeconds to 3600 in the projected"
                    .formatted(MAX_POD_TOKEN_LIFE.toHours())
                + " volume");
      }
      return new Caller.Pod(namespace, name, uid);
    }
    throw Denied.forbidden(
        ("%s is neither the operator nor a reader, and its token is bound to no pod: in a pod, use"
                + " a projected serviceAccountToken volume; to read, add it to identity.readers of the"
                + " chart (MEMORY_SYSTEM_READERS)")
            .formatted(shown(username)));
  }

  private static @Nullable String text(@Nullable Map<String, Object> claims, String name) {
    return claims != null && claims.get(name) instanceof String text ? text : null;
  }

  /** What a caller wrote, fit to be shown. */
  private static String shown(@Nullable String text) {
    if (text == null) {
      return "nobody";
    }
    String clean = text.replaceAll("[^ -~]", "?");
    return "'" + (clean.length() > MAX_SHOWN ? clean.substring(0, MAX_SHOWN) + "…" : clean) + "'";
  }
}

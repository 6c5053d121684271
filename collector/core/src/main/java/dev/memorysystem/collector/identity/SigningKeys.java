package dev.memorysystem.collector.identity;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/**
 * Public keys a cluster signs ServiceAccount tokens with.
 *
 * @param issuer the {@code iss} of its tokens
 * @param keys by {@code kid}
 */
record SigningKeys(String issuer, Map<String, JWK> keys) {
  SigningKeys {
    keys = Map.copyOf(keys);
  }

  /**
   * @param jwks a JSON Web Key Set, as the API server has it under {@code /openid/v1/jwks}; keys of
   *     other kinds than RSA and EC are left out
   * @throws IOException when no token could be checked by it
   */
  static SigningKeys parse(String issuer, String jwks) throws IOException {
    if (issuer.isBlank()) {
      throw new IOException("issuer is empty");
    }
    Map<String, JWK> keys = new HashMap<>();
    try {
      for (JWK key : JWKSet.parse(jwks).getKeys()) {
        if (key.getKeyID() != null && (key instanceof RSAKey || key instanceof ECKey)) {
          keys.put(key.getKeyID(), key);
        }
      }
    } catch (ParseException e) {
      throw new IOException("jwks.json is no JSON Web Key Set: " + e.getMessage(), e);
    }
    if (keys.isEmpty()) {
      throw new IOException("jwks.json holds no RSA or EC key with a kid");
    }
    return new SigningKeys(issuer.strip(), keys);
  }
}

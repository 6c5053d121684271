package dev.memorysystem.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A key an API server signs ServiceAccount tokens with. Written with the JDK alone, so that tests
 * do not sign with the library that is under test.
 *
 * @param id the key's {@code kid}
 * @param algorithm RS256 or ES256 (RFC 7518)
 */
public record SigningKey(String id, String algorithm, KeyPair keys) {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final int P256_BYTES = 32;

  public static SigningKey rs256(String id) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return new SigningKey(id, "RS256", generator.generateKeyPair());
  }

  public static SigningKey es256(String id) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return new SigningKey(id, "ES256", generator.generateKeyPair());
  }

  /** The public half as a JSON Web Key. */
  public String jwk() {
    return switch (keys.getPublic()) {
      case RSAPublicKey rsa ->
          """
          {"use":"sig","kty":"RSA","kid":"%s","alg":"%s","n":"%s","e":"%s"}"""
              .formatted(
                  id,
                  algorithm,
                  unsigned(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8),
                  unsigned(rsa.getPublicExponent(), 3));
      case ECPublicKey ec ->
          """
          {"use":"sig","kty":"EC","kid":"%s","alg":"%s","crv":"P-256","x":"%s","y":"%s"}"""
              .formatted(
                  id,
                  algorithm,
                  unsigned(ec.getW().getAffineX(), P256_BYTES),
                  unsigned(ec.getW().getAffineY(), P256_BYTES));
      default -> throw new IllegalStateException(algorithm);
    };
  }

  /** Signature of a JSON Web Signature's first two parts. */
  byte[] sign(String input) throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
    signature.initSign(keys.getPrivate());
    signature.update(input.getBytes(US_ASCII));
    return signature.sign();
  }

  private static String unsigned(BigInteger value, int length) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[length];
    int skip = Math.max(0, bytes.length - length);
    int size = bytes.length - skip;
    System.arraycopy(bytes, skip, fixed, length - size, size);
    return URL.encodeToString(fixed);
  }
}

package dev.memorysystem.agent.harness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/** A certificate authority (ECDSA P-256, SHA-256), written down as DER after RFC 5280. */
public final class TestCa {
  private static final Duration DAY = Duration.ofDays(1);
  private static final byte[] ECDSA_SHA256 = hex("06082a8648ce3d040302");
  private static final byte[] COMMON_NAME = hex("0603550403");
  private static final byte[] BASIC_CONSTRAINTS = hex("0603551d13");
  private static final byte[] ALTERNATIVE_NAMES = hex("0603551d11");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String name;
  private final KeyPair keys = keyPair();
  private final X509Certificate certificate;

  public TestCa(String name) {
    this.name = name;
    byte[] isCa = sequence(tlv(0x01, new byte[] {-1}));
    this.certificate =
        certificate(
            name, keys, Instant.now().minus(DAY), Instant.now().plus(DAY), BASIC_CONSTRAINTS, isCa);
  }

  /** What is to be trusted. */
  public String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A server's certificate, its issuer's behind it. */
  public record Leaf(PrivateKey key, X509Certificate[] chain) {}

  /** For a server on the loopback address. */
  public Leaf server() {
    return server("127.0.0.1", Instant.now().plus(DAY));
  }

  /**
   * @param address the address the certificate is for
   * @param notAfter the end of the two days that it is valid for
   */
  public Leaf server(String address, Instant notAfter) {
    KeyPair own = keyPair();
    byte[] names;
    try {
      names = sequence(tlv(0x87, InetAddress.getByName(address).getAddress()));
    } catch (UnknownHostException noAddress) {
      throw new IllegalArgumentException(noAddress);
    }
    X509Certificate leaf =
        certificate(
            "server", own, notAfter.minus(DAY.multipliedBy(2)), notAfter, ALTERNATIVE_NAMES, names);
    return new Leaf(own.getPrivate(), new X509Certificate[] {leaf, certificate});
  }

  private X509Certificate certificate(
      String subject,
      KeyPair owner,
      Instant notBefore,
      Instant notAfter,
      byte[] extension,
      byte[] value) {
    byte[] algorithm = sequence(ECDSA_SHA256);
    byte[] body =
        sequence(
            tlv(0xa0, tlv(0x02, new byte[] {2})),
            tlv(0x02, BigInteger.valueOf(System.nanoTime()).abs().toByteArray()),
            algorithm,
            distinguishedName(name),
            sequence(time(notBefore), time(notAfter)),
            distinguishedName(subject),
            owner.getPublic().getEncoded(),
            tlv(0xa3, sequence(sequence(extension, tlv(0x04, value)))));
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      byte[] all = sequence(body, algorithm, tlv(0x03, join(new byte[1], signature.sign())));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(all));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] distinguishedName(String commonName) {
    byte[] text = tlv(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
    return sequence(tlv(0x31, sequence(COMMON_NAME, text)));
  }

  private static byte[] time(Instant instant) {
    return tlv(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sequence(byte[]... parts) {
    return tlv(0x30, join(parts));
  }

  private static byte[] tlv(int tag, byte[] value) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (value.length >= 256) {
      out.write(0x82);
      out.write(value.length >> 8);
    } else if (value.length >= 128) {
      out.write(0x81);
    }
    out.write(value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    List.of(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits);
  }
}

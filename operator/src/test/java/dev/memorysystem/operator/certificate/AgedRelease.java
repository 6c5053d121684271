package dev.memorysystem.operator.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets as an installation has them whose authority and certificate are soon due. */
public final class AgedRelease {
  private AgedRelease() {}

  /** Both become due within the hour after {@code from}. */
  public static void fill(InstalledRelease release, CertificateSettings settings, Instant from)
      throws Exception {
    TestAuthority.Aged aged = TestAuthority.aged(settings.webhookHosts(), from);
    Authorities authorities =
        new Authorities(aged.authority(), Optional.empty(), Optional.empty(), Optional.empty());
    release.fill("memory-system-ca", authorities.texts());
    release.fill(
        "memory-system-webhook-tls",
        Map.of(
            "ca.crt", Pem.certificates(authorities.trusted()),
            "tls.crt", Pem.certificates(List.of(aged.serving())),
            "tls.key", aged.key()));
  }
}

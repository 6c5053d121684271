package dev.memorysystem.operator.certificate;

import java.security.cert.CertificateException;
import java.util.Collections;

/** Whether someone who was given authorities once knows what is signed now. */
public final class Trust {
  private Trust() {}

  /**
   * @param given PEM; what is none is no trust
   * @param now PEM of those who sign, or vouch for the one who does
   */
  public static boolean reaches(String given, String now) {
    if (given.equals(now)) {
      return true;
    }
    try {
      return !Collections.disjoint(Pem.certificates(given), Pem.certificates(now));
    } catch (CertificateException e) {
      return false;
    }
  }
}

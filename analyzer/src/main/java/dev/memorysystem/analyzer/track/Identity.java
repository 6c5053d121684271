package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Which leak a finding is: the same over replicas, restarts and revisions.
 *
 * <p>Where a leak allocates is what identifies it: the application's own frame, without its line.
 * The type does not count beside it: the samples of one site are of several types, and which of
 * them has most varies from run to run. Only a stack without a frame of the application's own is
 * told apart by type and innermost frame.
 */
final class Identity {
  /** Bytes of the digest kept: 48 bits. */
  private static final int BYTES = 6;

  private Identity() {}

  /** Id of a finding that is told for the first time; it keeps it when its site is learnt later. */
  static String of(Workload workload, LeakKind kind, @Nullable SiteSurvivors culprit) {
    String text = workload.key() + "\n" + kind + "\n" + (culprit == null ? "" : site(culprit));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String site(SiteSurvivors culprit) {
    return culprit.site();
  }

  /** Empty when nothing is known of it. */
  static String site(Finding finding) {
    String type = finding.type();
    return type == null
        ? ""
        : SiteSurvivors.site(type, finding.evidence().applicationFrame(), finding.allocationSite());
  }
}

package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Frames;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The id of a finding: the same over replicas, restarts and revisions. */
final class Identity {
  /** Bytes of the digest kept: 48 bits. */
  private static final int BYTES = 6;

  private Identity() {}

  /**
   * Digest of workload, kind, and the culprit's type and site without lines or generated numbers.
   */
  static String of(Workload workload, LeakKind kind, @Nullable SiteSurvivors culprit) {
    String type = culprit == null ? "" : Frames.normalised(culprit.type());
    String text = workload.key() + "\n" + kind + "\n" + type + "\n" + site(culprit);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String site(@Nullable SiteSurvivors culprit) {
    if (culprit == null) {
      return "";
    }
    String frame = culprit.applicationFrame();
    if (frame != null) {
      return Frames.normalised(frame);
    }
    return culprit.frames().isEmpty() ? "" : Frames.normalised(culprit.frames().getFirst());
  }
}

package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.series.Frames;
import dev.memorysystem.analyzer.series.SiteSurvivors;
import dev.memorysystem.analyzer.signal.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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
    String site = culprit == null ? "" : site(culprit.applicationFrame(), culprit.frames());
    String text = workload.key() + "\n" + kind + "\n" + type + "\n" + site;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What of a site is the same over builds; empty when nothing is known of it. */
  static String site(@Nullable String applicationFrame, List<String> frames) {
    if (applicationFrame != null) {
      return Frames.normalised(applicationFrame);
    }
    return frames.isEmpty() ? "" : Frames.normalised(frames.getFirst());
  }
}

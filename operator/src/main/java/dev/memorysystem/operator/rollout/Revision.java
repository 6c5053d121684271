package dev.memorysystem.operator.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a workload is restarted for, at most once: its pod template, and the agent its pods are to
 * carry.
 *
 * @param template hash of the pod template without {@link Marks#ROLLOUT}
 * @param agent hash of the {@link Fingerprint}
 */
record Revision(String template, String agent) {
  /** Of each hash, in bytes: told apart are the revisions of one workload. */
  private static final int BYTES = 5;

  static Revision of(PodTemplateSpec template, Fingerprint agent) {
    return new Revision(hash(template), hash(agent.settings().toString()));
  }

  static String hash(PodTemplateSpec template) {
    return hash(
        Serialization.asJson(
            new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .removeFromAnnotations(Marks.ROLLOUT)
                .endMetadata()
                .build()));
  }

  /** Whether an annotation is of this very template, whatever the agent. */
  static boolean isOf(String annotation, PodTemplateSpec template) {
    return annotation.startsWith(hash(template) + "-");
  }

  @Override
  public String toString() {
    return template + "-" + agent;
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

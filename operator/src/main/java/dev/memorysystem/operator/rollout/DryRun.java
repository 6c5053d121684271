package dev.memorysystem.operator.rollout;

import dev.memorysystem.injection.Names;
import dev.memorysystem.injection.SkippedContainers;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** The API server's word on a pod before any is restarted. */
final class DryRun {
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private static final Verdict OTHER_AGENT =
      new Verdict.Waiting(
          "OtherAgent",
          "a dry run came out with another agent or other settings: a replica of the operator of"
              + " another version answered, or another webhook changes ours");

  private DryRun() {}

  /**
   * Why a new pod would be refused, or would come without the agent that is wanted; empty when it
   * would carry it.
   *
   * @throws KubernetesClientException when the API server could not say, or the right is missing
   */
  static Optional<Verdict> refusal(RolloutApi api, Pod pod, Fingerprint wanted) {
    try {
      Pod answer = api.dryRun(pod);
      Fingerprint would = Fingerprint.of(answer);
      return would.has(wanted)
          ? Optional.empty()
          : Optional.of(would.isEmpty() ? without(answer) : OTHER_AGENT);
    } catch (KubernetesClientException e) {
      if (lacksRight(e)
          || e.getCode() == 0
          || e.getCode() == TOO_MANY_REQUESTS
          || e.getCode() >= SERVER_ERRORS) {
        throw e;
      }
      return Optional.of(
          Verdict.refused(
              "DryRunRefused", "a new pod of it would be refused, by a dry run: " + words(e)));
    }
  }

  /** The webhook's own word, if it left one: it may spare pods that fared badly with the agent. */
  private static Verdict without(Pod answer) {
    return SkippedContainers.read(Marks.read(answer.getMetadata(), Names.SKIPPED).orElse(""))
        .values()
        .stream()
        .findFirst()
        .map(reason -> Verdict.refused(reason.name(), "by a dry run: " + reason.message()))
        .orElse(
            Verdict.refused(
                "WebhookMissed",
                "a dry run came out without the agent: the webhook was not reached or not called;"
                    + " see docs/troubleshooting.md"));
  }

  /** RBAC's way to say no; quotas, Pod Security and webhooks say it in other words. */
  static boolean lacksRight(KubernetesClientException e) {
    return e.getCode() == FORBIDDEN && words(e).matches("(?s).*User \".*\" cannot .* resource .*");
  }

  private static String words(KubernetesClientException e) {
    return e.getStatus() == null || e.getStatus().getMessage() == null
        ? String.valueOf(e.getMessage())
        : e.getStatus().getMessage();
  }
}

package dev.memorysystem.operator.status;

import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.RolloutStatus;
import dev.memorysystem.operator.collector.CollectorView;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything a profile's status is made from.
 *
 * @param pods those the profile has, ended ones left out
 * @param taken pods that match, but that an older profile has
 * @param takenBy that profile
 * @param labelled whether the namespace is labelled for injection and not excluded
 * @param labelledSince when it was, where the API server knows
 * @param hasDefault whether pods without a profile are injected too
 * @param authorities PEM of those who may sign the collector's certificate; empty without identity
 *     and while it is not known
 * @param collector what the collector says of the profile's pods
 * @param rollout how far restarts are; empty when there are none
 */
public record Observed(
    MemoryProfile profile,
    List<Pod> pods,
    int taken,
    Optional<String> takenBy,
    boolean labelled,
    Optional<Instant> labelledSince,
    boolean hasDefault,
    Optional<String> authorities,
    CollectorView.Snapshot collector,
    Optional<RolloutStatus> rollout,
    Instant now) {
  public Observed {
    pods = List.copyOf(pods);
  }

  public Observed with(Optional<RolloutStatus> progress) {
    return new Observed(
        profile,
        pods,
        taken,
        takenBy,
        labelled,
        labelledSince,
        hasDefault,
        authorities,
        collector,
        progress,
        now);
  }
}

package dev.memorysystem.operator.webhook;

import dev.memorysystem.injection.SkipReason;
import dev.memorysystem.operator.circuit.Circuit;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what it is told, and counts. */
final class FakeCircuit implements Circuit {
  volatile Optional<SkipReason> trouble = Optional.empty();
  final AtomicInteger dryRuns = new AtomicInteger();
  final AtomicInteger admitted = new AtomicInteger();

  @Override
  public Optional<SkipReason> spare(Pod pod, String namespace, boolean dryRun) {
    if (dryRun) {
      dryRuns.incrementAndGet();
    }
    return trouble;
  }

  @Override
  public void admitted(Pod pod, String namespace) {
    admitted.incrementAndGet();
  }
}

package dev.memorysystem.agent.os;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether the container has room for what the agent is about to do. */
public final class Headroom {
  private static final double MIB = 1 << 20;

  private final ContainerMemory container;

  public Headroom(ContainerMemory container) {
    this.container = container;
  }

  /**
   * Why not, in words that do not change while the limit does not; empty when there is room, and
   * when nobody knows.
   *
   * @param needed MiB
   */
  public Optional<String> refuses(double needed) {
    OptionalLong left = container.headroom();
    if (!left.isPresent() || left.getAsLong() >= needed * MIB) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the container's limit of %.0f MiB leaves less than %.0f MiB; tried again",
            container.limit().orElse(0) / MIB,
            needed));
  }

  /**
   * Waits until there is room.
   *
   * @param needed MiB
   * @param millis between two looks
   */
  public void await(double needed, long millis) throws InterruptedException {
    while (refuses(needed).isPresent()) {
      Thread.sleep(millis);
    }
  }
}

package dev.memorysystem.collector.identity;

import java.time.Instant;

/**
 * A caller whose word was checked.
 *
 * @param expires when the check is no longer good
 */
public record Verified(Caller caller, Instant expires) {
  /** Where identity is not checked. */
  public static final Verified ANYBODY = new Verified(new Caller.Anybody(), Instant.MAX);
}

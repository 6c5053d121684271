package dev.memorysystem.collector.identity;

import org.jspecify.annotations.Nullable;

/** Tells who calls. Safe for use by many threads, and quick. */
@FunctionalInterface
public interface Gate {
  /** Where identity is not checked. */
  Gate OPEN = (authorization, source) -> Verified.ANYBODY;

  /**
   * @param authorization value of the header of that name, absent when there is none
   * @param source IP address the request came from
   */
  Verified check(@Nullable String authorization, String source) throws Denied;
}

package dev.memorysystem.collector.identity;

import org.jspecify.annotations.Nullable;

/** Tells who calls. Safe for use by many threads, and quick. */
@FunctionalInterface
public interface Gate {
  /** Where identity is not checked. */
  Gate OPEN = authorization -> Verified.ANYBODY;

  /**
   * @param authorization value of the header of that name, absent when there is none
   */
  Verified check(@Nullable String authorization) throws Denied;
}

package dev.memorysystem.agent.walk;

import org.jspecify.annotations.Nullable;

/** Gets what the roots refer to, one after the other. */
interface RootVisitor {
  void root(@Nullable Object object, Root root, Step step);

  /**
   * The application's own roots were told, those of the JDK's classes follow: what both lead to is
   * the application's.
   *
   * @return false where the walk is to end
   */
  boolean ownWereTold();
}

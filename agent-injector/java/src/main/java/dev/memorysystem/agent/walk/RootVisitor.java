package dev.memorysystem.agent.walk;

import org.jspecify.annotations.Nullable;

/** Gets what the roots refer to, one after the other. */
interface RootVisitor {
  void root(@Nullable Object object, Root root, Step step);
}

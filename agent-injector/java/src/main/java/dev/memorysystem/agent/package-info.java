/** Second tier: the agent proper, loaded late and by its own class loader. */
@NullMarked
package dev.memorysystem.agent;

import org.jspecify.annotations.NullMarked;

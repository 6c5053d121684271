/**
 * Rules that change bytecode: what was opened and never closed, and who opened it. Nothing here is
 * loaded before a rule is asked for.
 */
@NullMarked
package dev.memorysystem.agent.rules;

import org.jspecify.annotations.NullMarked;

/** The corpus: published and classic leaks with their fixed twins, run, replayed and scored. */
@NullMarked
package dev.memorysystem.corpus;

import org.jspecify.annotations.NullMarked;

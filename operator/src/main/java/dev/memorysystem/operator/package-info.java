/** The operator: profiles and pods in, status and Events out; see README.md. */
@NullMarked
package dev.memorysystem.operator;

import org.jspecify.annotations.NullMarked;

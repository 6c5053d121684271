/** Certificates and ServiceAccount tokens for tests. */
@NullMarked
package dev.memorysystem.testkit;

import org.jspecify.annotations.NullMarked;

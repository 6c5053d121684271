/** {@code MemoryProfile} and what it is made of, as the API server stores it. */
@NullMarked
package dev.memorysystem.crd;

import org.jspecify.annotations.NullMarked;

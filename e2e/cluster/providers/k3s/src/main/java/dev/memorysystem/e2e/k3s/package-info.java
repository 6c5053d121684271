/** {@code CLUSTER=k3s}: the test cluster in a Docker container, by Testcontainers. */
@NullMarked
package dev.memorysystem.e2e.k3s;

import org.jspecify.annotations.NullMarked;

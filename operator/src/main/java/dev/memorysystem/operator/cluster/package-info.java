/** What is known of the cluster, from informers alone. */
@NullMarked
package dev.memorysystem.operator.cluster;

import org.jspecify.annotations.NullMarked;

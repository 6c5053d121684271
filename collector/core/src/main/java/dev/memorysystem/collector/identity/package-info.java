/** Who calls: certificates of this server, tokens of its callers, checked without the cluster. */
@NullMarked
package dev.memorysystem.collector.identity;

import org.jspecify.annotations.NullMarked;

/** What is unusual in live set and allocation and is no leak: a kind apart, beside the chain. */
@NullMarked
package dev.memorysystem.analyzer.anomaly;

import org.jspecify.annotations.NullMarked;

/** What outlives a restart: findings, processes, states of the fold, series. */
@NullMarked
package dev.memorysystem.collector.store;

import org.jspecify.annotations.NullMarked;

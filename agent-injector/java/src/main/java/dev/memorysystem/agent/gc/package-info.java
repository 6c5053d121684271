/**
 * What garbage collections leave behind: the live-set floor, by the notifications of the collector
 * beans.
 */
@NullMarked
package dev.memorysystem.agent.gc;

import org.jspecify.annotations.NullMarked;

/** What agents are told to look at next, and those that wait to be told otherwise. */
@NullMarked
package dev.memorysystem.collector.plan;

import org.jspecify.annotations.NullMarked;

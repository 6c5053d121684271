/** What agents are to look at next: the escalation from suspicion to verdict, as pure functions. */
@NullMarked
package dev.memorysystem.analyzer.plan;

import org.jspecify.annotations.NullMarked;

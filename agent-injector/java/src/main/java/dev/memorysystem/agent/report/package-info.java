/** Turns what the agent sees into OTLP records, as docs/signals.yaml names them. */
@NullMarked
package dev.memorysystem.agent.report;

import org.jspecify.annotations.NullMarked;

/** OTLP/HTTP to the collector: bounded, patient, and never felt by the application. */
@NullMarked
package dev.memorysystem.agent.export;

import org.jspecify.annotations.NullMarked;

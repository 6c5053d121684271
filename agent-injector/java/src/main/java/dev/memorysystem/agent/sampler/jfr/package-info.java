/** The sampler that reads JFR's OldObjectSample. Loaded only where the JVM has JFR. */
@NullMarked
package dev.memorysystem.agent.sampler.jfr;

import org.jspecify.annotations.NullMarked;

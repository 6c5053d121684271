/** The native engine, agent-injector/jvmti: it samples allocations and follows them by JVMTI. */
@NullMarked
package dev.memorysystem.agent.sampler.jvmti;

import org.jspecify.annotations.NullMarked;

/** First tier: what the application's class loader sees of the agent. Only JDK types, a few kB. */
@NullMarked
package dev.memorysystem.agent.bootstrap;

import org.jspecify.annotations.NullMarked;

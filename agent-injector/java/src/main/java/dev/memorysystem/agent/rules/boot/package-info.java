/** What woven code calls: defined in the JVM's bootstrap loader, so that every class can see it. */
@NullMarked
package dev.memorysystem.agent.rules.boot;

import org.jspecify.annotations.NullMarked;

/**
 * Takes the place of java.util.logging in the relocated libraries (see the relocation in pom.xml):
 * their log lines go nowhere and the application's LogManager is never touched.
 */
@NullMarked
package dev.memorysystem.agent.quiet;

import org.jspecify.annotations.NullMarked;

/** What the analyzer is fed: facts about processes, pods and profiles, each with its event time. */
@NullMarked
package dev.memorysystem.analyzer.signal;

import org.jspecify.annotations.NullMarked;

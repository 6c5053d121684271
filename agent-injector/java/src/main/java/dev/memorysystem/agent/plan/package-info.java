/** What the collector wants the agent to look at, within what the pod's settings allow. */
@NullMarked
package dev.memorysystem.agent.plan;

import org.jspecify.annotations.NullMarked;

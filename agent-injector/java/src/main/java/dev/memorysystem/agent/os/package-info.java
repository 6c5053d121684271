/**
 * What the operating system says of the process and its container: RSS and the cgroup, v1 and v2.
 */
@NullMarked
package dev.memorysystem.agent.os;

import org.jspecify.annotations.NullMarked;

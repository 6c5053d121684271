/** What a profile's status says, as pure functions of what was observed. */
@NullMarked
package dev.memorysystem.operator.status;

import org.jspecify.annotations.NullMarked;

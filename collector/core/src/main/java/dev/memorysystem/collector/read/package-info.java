/** What readers may ask for, and what they have used of it. */
@NullMarked
package dev.memorysystem.collector.read;

import org.jspecify.annotations.NullMarked;

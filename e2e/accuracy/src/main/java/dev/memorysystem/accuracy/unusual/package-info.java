/** What the fold says is unusual and no leak, and how often that is right. */
@NullMarked
package dev.memorysystem.accuracy.unusual;

import org.jspecify.annotations.NullMarked;

/** The installation's authority and certificates: made, renewed, trusted and watched here. */
@NullMarked
package dev.memorysystem.operator.certificate;

import org.jspecify.annotations.NullMarked;

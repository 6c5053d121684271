/** The webhook's own certificate, made and renewed here. */
@NullMarked
package dev.memorysystem.operator.certificate;

import org.jspecify.annotations.NullMarked;

/** The admission webhook: it changes pods or lets them pass, and never denies. */
@NullMarked
package dev.memorysystem.operator.webhook;

import org.jspecify.annotations.NullMarked;

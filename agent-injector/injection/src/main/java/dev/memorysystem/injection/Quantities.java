package dev.memorysystem.injection;

import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Quantities by their amount, however written. */
final class Quantities {
  private Quantities() {}

  static Quantity smaller(Quantity one, @Nullable Quantity other) {
    return other == null || compare(one, other) <= 0 ? one : other;
  }

  static Quantity larger(Quantity one, @Nullable Quantity other) {
    return other == null || compare(one, other) >= 0 ? one : other;
  }

  static int compare(Quantity one, Quantity other) {
    return one.getNumericalAmount().compareTo(other.getNumericalAmount());
  }
}

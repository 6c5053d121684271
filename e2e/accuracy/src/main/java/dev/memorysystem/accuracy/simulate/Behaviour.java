package dev.memorysystem.accuracy.simulate;

/** Something that an application does with its memory at every step. */
@FunctionalInterface
public interface Behaviour {
  void on(Tick tick);
}

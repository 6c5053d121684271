package dev.memorysystem.accuracy.simulate;

/** What a garbage collector makes of what is allocated; bytes. */
interface Collector {
  /**
   * What the application did in one step; bytes.
   *
   * @param seconds length
   * @param liveBefore live set at its beginning
   * @param liveAfter live set at its end
   * @param allocated in all
   * @param diedOld of what had been live for long: garbage of the old generation
   */
  record Step(
      double seconds, double liveBefore, double liveAfter, double allocated, double diedOld) {
    /** The live set at a share of the step. */
    double liveAt(double share) {
      return liveBefore + share * (liveAfter - liveBefore);
    }
  }

  /** Allocates and collects. */
  void step(Step step, Window window);

  /** Heap that is backed by memory. */
  double committed();

  /** Heap in use: live, garbage and what was allocated since the last collection. */
  double used();
}

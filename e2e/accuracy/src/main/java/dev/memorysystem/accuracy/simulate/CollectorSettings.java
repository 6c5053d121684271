package dev.memorysystem.accuracy.simulate;

/**
 * How a heap is set up and used. Bytes unless said.
 *
 * @param limit -Xmx
 * @param initial -Xms
 * @param young young generation as a share of the committed heap; for ZGC the share of the free
 *     heap that is allocated between two cycles
 * @param occupancy share of the committed heap at which G1 begins to mark
 * @param promoted garbage promoted to the old generation, as a share of what is allocated
 * @param inFlight mean of what requests in flight keep at a collection
 * @param cycleSeconds how long a concurrent cycle takes
 */
public record CollectorSettings(
    Kind kind,
    double limit,
    double initial,
    double young,
    double occupancy,
    double promoted,
    double inFlight,
    double cycleSeconds) {
  /** Which collector. */
  public enum Kind {
    G1,
    PARALLEL,
    ZGC
  }

  Collector collector(Dice dice) {
    return switch (kind) {
      case G1 -> new G1(this, dice);
      case PARALLEL -> new Parallel(this, dice);
      case ZGC -> new Zgc(this, dice);
    };
  }
}

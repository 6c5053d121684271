package dev.memorysystem.collector.receive;

/**
 * How much a sender may ask of the collector, in bytes.
 *
 * @param request one request as sent
 * @param inflated one request after inflating
 * @param inFlight all unfinished requests together, sent and inflated bytes added
 */
public record Limits(long request, long inflated, long inFlight) {
  /**
   * 4 MiB a request (gRPC's own default), 16 MiB inflated, 32 MiB together: what a heap of 128 MiB
   * bears while it decodes.
   */
  public static final Limits DEFAULT = new Limits(4L << 20, 16L << 20, 32L << 20);

  /**
   * No more than a heap bears: 1/32 of it for a request, 1/16 for an inflated one, 1/4 for all. The
   * messages of each request that is being read take up to 1/16 more ({@link Elements}).
   *
   * @param heap bytes
   */
  Limits within(long heap) {
    return new Limits(
        Math.min(request, heap / 32), Math.min(inflated, heap / 16), Math.min(inFlight, heap / 4));
  }

  public Limits {
    if (request <= 0 || inflated < request || inFlight < inflated) {
      throw new IllegalArgumentException(
          "limits must be positive and grow: request %d, inflated %d, in flight %d"
              .formatted(request, inflated, inFlight));
    }
  }
}

package dev.memorysystem.accuracy.simulate;

/** Young collections of one step, taken together in at most so many groups. */
final class Young {
  private static final int GROUPS = 8;

  private double edenUsed;

  double edenUsed() {
    return edenUsed;
  }

  /** One group of collections. */
  interface Group {
    /**
     * @param times collections in it
     * @param live bytes, then
     */
    void collected(long times, double live);
  }

  void allocate(Collector.Step step, double eden, Group collections) {
    long count = (long) ((edenUsed + step.allocated()) / eden);
    edenUsed = edenUsed + step.allocated() - count * eden;
    long size = Math.max(1, count / GROUPS);
    for (long done = 0; done < count; ) {
      long times = Math.min(size, count - done);
      done += times;
      collections.collected(times, step.liveAt((double) done / count));
    }
  }
}

package graphs;

/** A way to hold what is never used again. */
public interface Graph {
  /** Makes one more and holds it. Called by one thread. */
  void leak();
}

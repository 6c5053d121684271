package graphs;

import java.util.Arrays;

/** A growing array of its own. */
final class InStaticArray implements Graph {
  private static Leaked[] slots = new Leaked[1_024];
  private static int taken;

  @Override
  public void leak() {
    if (taken == slots.length) {
      slots = Arrays.copyOf(slots, 2 * taken);
    }
    slots[taken++] = new Leaked();
  }
}

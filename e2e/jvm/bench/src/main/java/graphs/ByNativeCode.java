package graphs;

import java.util.ArrayList;
import java.util.List;

/** Referred to by native code alone. */
final class ByNativeCode implements Graph {
  private static final class Peer {
    private final List<Leaked> callbacks = new ArrayList<>();
  }

  ByNativeCode() {
    Native.hold(new Peer());
  }

  @Override
  public void leak() {
    ((Peer) Native.held()).callbacks.add(new Leaked());
  }
}

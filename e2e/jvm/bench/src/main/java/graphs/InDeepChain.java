package graphs;

import org.jspecify.annotations.Nullable;

/** The far end of a chain of more than a hundred thousand. */
final class InDeepChain implements Graph {
  private static final int LENGTH = 150_000;

  private static final class Version {
    final @Nullable Leaked changes;
    @Nullable Version next;

    Version(@Nullable Leaked changes) {
      this.changes = changes;
    }
  }

  private static final Version FIRST = new Version(null);
  private Version last = FIRST;

  InDeepChain() {
    for (int i = 0; i < LENGTH; i++) {
      append(new Version(null));
    }
  }

  private void append(Version version) {
    last.next = version;
    last = version;
  }

  @Override
  public void leak() {
    append(new Version(new Leaked()));
  }
}

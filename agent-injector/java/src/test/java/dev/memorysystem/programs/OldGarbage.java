package dev.memorysystem.programs;

import java.util.ArrayDeque;

/**
 * Keeps the latest 40 MiB of what it allocates: every object grows old and dies, the live set is
 * steady. Runs until its standard input ends.
 */
public final class OldGarbage {
  private static final int CHUNK = 1_024;
  private static final int KEPT = 40 * 1_024;

  public static void main(String[] args) throws Exception {
    StandardInput.exitAtEnd();
    ArrayDeque<byte[]> kept = new ArrayDeque<>();
    for (int i = 0; ; i++) {
      kept.addLast(new byte[CHUNK]);
      if (kept.size() > KEPT) {
        kept.removeFirst();
      }
      if (i % 200 == 0) {
        Thread.sleep(1);
      }
    }
  }
}

package dev.memorysystem.programs;

import java.util.ArrayList;
import java.util.List;

/** At each line of its input uses up the heap, and gets over it. */
public final class OutOfMemory {
  public static void main(String[] args) throws Exception {
    while (StandardInput.awaitLine()) {
      List<byte[]> all = new ArrayList<>();
      try {
        while (true) {
          all.add(new byte[64 * 1_024]);
        }
      } catch (OutOfMemoryError full) {
        all = null;
        System.out.println("recovered");
      }
    }
  }
}

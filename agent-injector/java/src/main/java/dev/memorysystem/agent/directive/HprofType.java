package dev.memorysystem.agent.directive;

import java.io.IOException;

/**
 * Types of values in a heap dump of the format hprof: jdk.hotspot.agent's and MAT's own numbers.
 */
final class HprofType {
  static final int OBJECT = 2;

  private HprofType() {}

  /**
   * Bytes of a value.
   *
   * @param idSize bytes of a reference
   */
  static int size(int type, int idSize) throws IOException {
    switch (type) {
      case OBJECT:
        return idSize;
      case 4: // boolean
      case 8: // byte
        return 1;
      case 5: // char
      case 9: // short
        return 2;
      case 6: // float
      case 10: // int
        return 4;
      case 7: // double
      case 11: // long
        return 8;
      default:
        throw new IOException("the heap dump has a value of the unknown type " + type);
    }
  }
}

package dev.memorysystem.programs;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what it is told on its command line in every way a heap can: as strings, characters, bytes
 * and numbers, in objects, arrays and static fields.
 */
public final class Secrets {
  /** A string literal is a symbol of the JVM, too. */
  private static final String LITERAL = "literal-xq7wz-secret";

  /** `pin-4711` as a number. */
  static final long PIN = 0x70696e2d34373131L;

  static final Map<String, Keeper> VAULT = new HashMap<>();
  static final List<Object> LIST = new ArrayList<>();
  static long pin;
  static Object literal;

  /**
   * @param args the secret, and where to write the heap to, if anywhere
   */
  public static void main(String[] args) throws Exception {
    String secret = args[0];
    pin = PIN;
    literal = LITERAL;
    for (int i = 0; i < 1_000; i++) {
      VAULT.put("customer " + i, new Keeper(secret));
    }
    Object[] nested = {new Object[] {new Keeper(secret)}, new int[0], null};
    LIST.add(nested);
    LIST.add(new Huge());
    if (args.length > 1) {
      dump(args[1]);
    }
  }

  private static void dump(String file) throws Exception {
    Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Object bean =
        ManagementFactory.getPlatformMXBean(
            type.asSubclass(java.lang.management.PlatformManagedObject.class));
    type.getMethod("dumpHeap", String.class, boolean.class).invoke(bean, file, false);
  }

  static class Base {
    final long number = PIN;
    final Object inherited = new Object();
  }

  static final class Keeper extends Base {
    final String text;
    final char[] characters;
    final byte[] bytes;
    final int[] numbers;
    final double fraction = Double.longBitsToDouble(PIN);
    final Keeper self = this;

    Keeper(String secret) {
      text = secret + "!";
      characters = secret.toCharArray();
      bytes = secret.getBytes(StandardCharsets.UTF_8);
      numbers = new int[secret.length()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = secret.charAt(i);
      }
    }
  }

  /** An array that no buffer takes as a whole. */
  static final class Huge {
    final long[] numbers = new long[200_000];

    Huge() {
      java.util.Arrays.fill(numbers, PIN);
    }
  }
}

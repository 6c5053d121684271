package dev.memorysystem.programs;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Takes a MiB of memory beside the heap each time it is told to, writes to it, and never frees it.
 * At the end of its standard input it says so on both streams and ends with 7.
 */
public final class NativeLeak {
  private static final long MIB = 1 << 20;

  public static void main(String[] args) throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Object unsafe = field.get(null);
    Method allocate = type.getMethod("allocateMemory", long.class);
    Method set = type.getMethod("setMemory", long.class, long.class, byte.class);
    for (int read = System.in.read(); read >= 0; read = System.in.read()) {
      set.invoke(unsafe, allocate.invoke(unsafe, MIB), MIB, (byte) 1);
    }
    System.out.println("end");
    System.err.println("end of input");
    System.exit(7);
  }
}

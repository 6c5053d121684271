package dev.memorysystem.jvm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The CPU time of another process in nanoseconds, all its threads, those that ended too: {@code
 * clock_getcpuclockid(3)}. {@code /proc/PID/stat} counts in hundredths of a second.
 */
final class ProcessClock {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle ID =
      function("clock_getcpuclockid", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
  private static final MethodHandle GET =
      function("clock_gettime", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);

  private ProcessClock() {}

  private static MethodHandle function(String name, ValueLayout.OfInt first, ValueLayout second) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, first, second));
  }

  /**
   * Seconds so far.
   *
   * @throws IllegalStateException if there is no such process
   */
  static double seconds(long pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment id = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
      if ((int) ID.invokeExact((int) pid, id) != 0
          || (int) GET.invokeExact(id.get(ValueLayout.JAVA_INT, 0), time) != 0) {
        throw new IllegalStateException("process " + pid + " has no CPU clock: it has ended");
      }
      return time.getAtIndex(ValueLayout.JAVA_LONG, 0)
          + time.getAtIndex(ValueLayout.JAVA_LONG, 1) / 1e9;
    } catch (RuntimeException known) {
      throw known;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }
}

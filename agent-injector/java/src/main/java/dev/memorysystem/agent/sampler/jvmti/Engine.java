package dev.memorysystem.agent.sampler.jvmti;

import org.jspecify.annotations.Nullable;

/**
 * The library's functions (agent-injector/jvmti/engine.c). None of them may run beside another.
 * Times are those of {@link System#nanoTime}.
 */
final class Engine {
  /** Values of one sample in {@link #samples}. */
  static final int VALUES = 6;

  private Engine() {}

  /**
   * Begins to sample; once in the life of a JVM.
   *
   * @param interval bytes allocated between two samples, on average
   * @param allowance nanoseconds of CPU time that samples may take until the next {@link #sweep}
   * @return null, or why this JVM cannot
   */
  static native @Nullable String start(long interval, long allowance);

  /** Ends it, and lets another agent have the capability. */
  static native void stop();

  /** With the parameters of {@link #start}. */
  static native void pace(long interval, long allowance);

  /**
   * Forgets the samples that are dead.
   *
   * @param oldBefore samples born before it are old, from now on
   * @param fateBefore old ones born before it are counted by {@link #fate}
   * @return nanoseconds of CPU time spent since the last call, samples followed and samples dropped
   *     since start, live samples
   */
  static native long[] sweep(long oldBefore, long fateBefore);

  /**
   * The number of live samples, then for each: its place, its id, the id of its site, its birth,
   * its bytes and the interval at its birth. What follows is unused.
   */
  static native long[] samples();

  /** A live sample's object, by its place and id. */
  static native @Nullable Object object(int place, long id);

  /**
   * A site's type, then its frames, innermost first: class signature, method, `;` and line (-1 in a
   * native method, 0 where it is unknown).
   */
  static native String @Nullable [] site(long id);

  /** Of the site's old samples, dead ones included, those counted, and the dead among them. */
  static native long[] fate(long id);

  /**
   * Stops the JVM and looks what stacks and JNI references refer to.
   *
   * @param ownThreads ids of threads that do not count
   * @param nanos after which to leave it at what was found
   * @return the objects ({@code Object[]}), and {@code long[]}: the nanoseconds that it took, 1 if
   *     none was left out, then for each reference the place of its object, 0 for a stack or 1 for
   *     JNI, and its method for {@link #method} or 0; a thread's frames innermost first. Null where
   *     this JVM cannot
   */
  static native Object @Nullable [] roots(long[] ownThreads, long nanos);

  /** A method's class signature and name; null when its class was unloaded. */
  static native @Nullable String method(long id);
}

package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.Jdk;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of any object by their offset, through the JDK's own Unsafe: the collectors keep
 * such reads right, no code of the application runs. The handles are constants to the compilers, so
 * a read costs what a field access does.
 */
final class Raw {
  private static final boolean BIASED_LOCKS = Jdk.release() < 18;

  private static final MethodHandle REFERENCE;
  private static final MethodHandle INT;
  private static final MethodHandle LONG;
  private static final MethodHandle OFFSET;
  private static final MethodHandle STATIC_OFFSET;
  private static final MethodHandle STATIC_BASE;
  private static final MethodHandle NOT_INITIALIZED;
  private static final MethodHandle FIELDS;

  static {
    try {
      Object unsafe = unsafe();
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> type = unsafe.getClass();
      MethodType referenceAt = MethodType.methodType(Object.class, Object.class, long.class);
      MethodHandle reference;
      try {
        reference = lookup.findVirtual(type, "getReference", referenceAt);
      } catch (NoSuchMethodException beforeJdk12) {
        reference = lookup.findVirtual(type, "getObject", referenceAt);
      }
      REFERENCE = reference.bindTo(unsafe);
      INT =
          lookup
              .findVirtual(
                  type, "getInt", MethodType.methodType(int.class, Object.class, long.class))
              .bindTo(unsafe);
      LONG =
          lookup
              .findVirtual(
                  type, "getLong", MethodType.methodType(long.class, Object.class, long.class))
              .bindTo(unsafe);
      MethodType ofField = MethodType.methodType(long.class, Field.class);
      OFFSET = lookup.findVirtual(type, "objectFieldOffset", ofField).bindTo(unsafe);
      STATIC_OFFSET = lookup.findVirtual(type, "staticFieldOffset", ofField).bindTo(unsafe);
      STATIC_BASE =
          lookup
              .findVirtual(
                  type, "staticFieldBase", MethodType.methodType(Object.class, Field.class))
              .bindTo(unsafe);
      NOT_INITIALIZED =
          lookup
              .findVirtual(
                  type, "shouldBeInitialized", MethodType.methodType(boolean.class, Class.class))
              .bindTo(unsafe);
      // unlike getDeclaredFields: no field left out, nothing cached in the application's classes
      Method fields = Class.class.getDeclaredMethod("getDeclaredFields0", boolean.class);
      fields.setAccessible(true);
      FIELDS = lookup.unreflect(fields);
    } catch (ReflectiveOperationException unknownJdk) {
      throw new IllegalStateException("this JDK has no such Unsafe: " + unknownJdk, unknownJdk);
    }
  }

  private Raw() {}

  static @Nullable Object reference(Object base, long offset) {
    try {
      return (Object) REFERENCE.invokeExact(base, offset);
    } catch (Throwable impossible) {
      throw rethrown(impossible);
    }
  }

  static int intAt(Object base, long offset) {
    try {
      return (int) INT.invokeExact(base, offset);
    } catch (Throwable impossible) {
      throw rethrown(impossible);
    }
  }

  static long longAt(Object base, long offset) {
    try {
      return (long) LONG.invokeExact(base, offset);
    } catch (Throwable impossible) {
      throw rethrown(impossible);
    }
  }

  static long offset(Field field) {
    try {
      return (long) OFFSET.invokeExact(field);
    } catch (Throwable impossible) {
      throw rethrown(impossible);
    }
  }

  static long staticOffset(Field field) {
    try {
      return (long) STATIC_OFFSET.invokeExact(field);
    } catch (Throwable impossible) {
      throw rethrown(impossible);
    }
  }

  static Object staticBase(Field field) {
    try {
      return (Object) STATIC_BASE.invokeExact(field);
    } catch (Throwable impossible) {
      throw rethrown(impossible);
    }
  }

  static boolean isInitialized(Class<?> type) {
    try {
      return !(boolean) NOT_INITIALIZED.invokeExact(type);
    } catch (Throwable impossible) {
      throw rethrown(impossible);
    }
  }

  /**
   * The fields a class declares. The JVM looks up their types for it, in the class's own loader.
   *
   * @throws LinkageError where a type is missing
   */
  static Field[] fields(Class<?> type) {
    try {
      return (Field[]) FIELDS.invokeExact(type, false);
    } catch (Throwable unresolved) {
      throw rethrown(unresolved);
    }
  }

  /**
   * The identity hash of an object whose header can take it at no cost to others: 0 for one that is
   * locked or biased towards a thread just now, where asking would inflate its lock or, on old
   * JDKs, stop the JVM. (HotSpot's markWord.hpp: 01 unlocked, 10 monitor, 00 locked; with 1 before
   * it biased, by whom in the bits from 10 on.)
   */
  static int identity(Object object) {
    long mark = longAt(object, 0);
    boolean locked = (mark & 3) == 0;
    boolean biased = BIASED_LOCKS && (mark & 7) == 5 && mark >>> 10 != 0;
    return locked || biased ? 0 : System.identityHashCode(object);
  }

  private static Object unsafe() throws ReflectiveOperationException {
    try {
      Class<?> internal = Class.forName("jdk.internal.misc.Unsafe");
      return internal.getMethod("getUnsafe").invoke(null);
    } catch (ClassNotFoundException jdk8) {
      Field theUnsafe = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
      theUnsafe.setAccessible(true);
      return theUnsafe.get(null);
    }
  }

  private static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error) {
      throw (Error) thrown;
    }
    throw thrown instanceof RuntimeException
        ? (RuntimeException) thrown
        : new IllegalStateException(thrown);
  }
}

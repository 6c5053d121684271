package dev.memorysystem.agent.rules;

import dev.memorysystem.agent.Jdk;
import dev.memorysystem.agent.rules.boot.RuleHook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Defines {@link RuleHook} in the bootstrap loader, once in a JVM, by the JDK's own Unsafe. {@code
 * Instrumentation.appendToBootstrapClassLoaderSearch} would print a warning about class data
 * sharing on the application's streams.
 */
final class Boot {
  private final Field listener;

  private Boot(Field listener) {
    this.listener = listener;
  }

  /**
   * @throws ReflectiveOperationException where this JVM does not let it
   */
  static Boot of(Instrumentation instrumentation) throws ReflectiveOperationException, IOException {
    Class<?> hook;
    try {
      hook = find();
    } catch (ClassNotFoundException notYet) {
      define(instrumentation, bytes());
      hook = find();
    }
    return new Boot(hook.getField("listener"));
  }

  void tell(@Nullable ObjIntConsumer<Object> told) throws ReflectiveOperationException {
    listener.set(null, told);
  }

  /** Whether a class's own loader sees the same hook as the JVM's. */
  boolean isSeenBy(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null) {
      return true;
    }
    try {
      return Class.forName(RuleHook.class.getName(), false, loader) == listener.getDeclaringClass();
    } catch (ClassNotFoundException | LinkageError ofItsOwn) {
      return false;
    }
  }

  private static Class<?> find() throws ClassNotFoundException {
    return Class.forName(RuleHook.class.getName(), true, null);
  }

  private static void define(Instrumentation instrumentation, byte[] bytes)
      throws ReflectiveOperationException {
    Object unsafe;
    if (Jdk.release() == 8) {
      Field theUnsafe = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
      theUnsafe.setAccessible(true);
      unsafe = theUnsafe.get(null);
    } else {
      Jdk.open(
          instrumentation,
          Object.class,
          Collections.singleton("jdk.internal.misc"),
          Collections.emptySet());
      unsafe = Class.forName("jdk.internal.misc.Unsafe").getMethod("getUnsafe").invoke(null);
    }
    Method define =
        unsafe
            .getClass()
            .getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class);
    define.invoke(unsafe, RuleHook.class.getName(), bytes, 0, bytes.length, null, null);
  }

  private static byte[] bytes() throws IOException {
    String simple = RuleHook.class.getSimpleName();
    try (InputStream in = open(simple)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[2048];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }

  private static InputStream open(String simple) throws IOException {
    InputStream in = RuleHook.class.getResourceAsStream(simple + ".class");
    if (in == null) {
      throw new IOException("the agent's jar lacks " + simple);
    }
    return in;
  }
}

package dev.memorysystem.programs;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What makes it hard to follow allocations: many short-lived threads, virtual ones where there are
 * any, classes that are unloaded at once, deep stacks, large arrays and a leak. Says so at each
 * round, until its standard input ends.
 */
public final class Churn {
  private static final int THREADS = 16;
  private static final int DEEP = 200;
  private static final int MOST_KEPT = 10_000;
  private static final List<Object> KEPT = new ArrayList<>();
  private static volatile Object sink;

  public static void main(String[] args) throws Exception {
    StandardInput.exitAtEnd();
    for (int round = 1; ; round++) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        boolean virtual = i % 2 == 0;
        threads.add(started(virtual, () -> work(virtual)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      if (round % 3 == 0) {
        System.gc();
      }
      System.out.println("round");
    }
  }

  /** A virtual thread where the JDK has them. */
  private static Thread started(boolean virtual, Runnable work) throws Exception {
    if (virtual) {
      try {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        return (Thread) start.invoke(null, work);
      } catch (NoSuchMethodException olderJdk) {
        // a platform thread instead
      }
    }
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  private static void work(boolean virtual) {
    try {
      for (int i = 0; i < 4; i++) {
        sink = unloadable().call();
        sink = deep(DEEP);
        sink = new byte[1 << 20];
      }
      long[] kept = virtual ? keptByVirtualThread() : keptByThread();
      synchronized (KEPT) {
        if (KEPT.size() < MOST_KEPT) {
          KEPT.add(kept);
        }
      }
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static long[] keptByThread() {
    return new long[2_000];
  }

  private static long[] keptByVirtualThread() {
    return new long[2_000];
  }

  private static Object deep(int depth) {
    return depth == 0 ? new long[4_096] : new Object[] {deep(depth - 1), new byte[128]};
  }

  /** Allocates with code that no one else runs, and that is garbage afterwards. */
  @SuppressWarnings("unchecked")
  private static Callable<Object> unloadable() throws Exception {
    return (Callable<Object>)
        new OneClass().loadClass(Unloadable.class.getName()).getConstructor().newInstance();
  }

  /** Loaded again and again. */
  public static final class Unloadable implements Callable<Object> {
    @Override
    public Object call() {
      List<Object> objects = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        objects.add(new byte[4_096]);
      }
      return objects.size();
    }
  }

  /** Defines its own copy of one class. */
  private static final class OneClass extends ClassLoader {
    OneClass() {
      super(Churn.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Unloadable.class.getName())) {
        return super.loadClass(name, resolve);
      }
      byte[] bytes = bytes(name);
      return defineClass(name, bytes, 0, bytes.length);
    }

    private static byte[] bytes(String name) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = Churn.class.getResourceAsStream(file)) {
        byte[] buffer = new byte[4_096];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          out.write(buffer, 0, n);
        }
        return out.toByteArray();
      } catch (java.io.IOException unreadable) {
        throw new IllegalStateException(unreadable);
      }
    }
  }
}

package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.sampler.FrameName;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a walk begins with: static fields, class loaders, thread locals, threads. Those of the JDK's
 * classes come last, so that an object is found by the application's own fields first. What only a
 * stack or native code holds is not among them: {@link Hidden}.
 */
final class Roots {
  private static final String[] THREAD_LOCALS = {"threadLocals", "inheritableThreadLocals"};

  private final Supplier<Class<?>[]> classes;
  private final StaticFields statics;
  private final ClassLoader own;
  private final List<Long> threadLocals = new ArrayList<>();
  private final long table;
  private final long entryValue;

  /**
   * @param classes all that are loaded now
   * @param own the agent's class loader
   * @throws IllegalStateException where the JDK's classes are built differently
   */
  Roots(Supplier<Class<?>[]> classes, ClassLoader own) {
    this.classes = classes;
    this.own = own;
    this.statics = new StaticFields(own);
    for (String name : THREAD_LOCALS) {
      threadLocals.add(Raw.offset(field(Thread.class, name)));
    }
    Class<?> map = field(Thread.class, THREAD_LOCALS[0]).getType();
    Field entries = field(map, "table");
    this.table = Raw.offset(entries);
    this.entryValue = Raw.offset(field(entries.getType().getComponentType(), "value"));
  }

  /** How many classes are loaded now. */
  int loadedClasses() {
    return classes.get().length;
  }

  /**
   * Offers all roots to the walk.
   *
   * @return false where the walk is to end
   */
  boolean offer(RootVisitor walk, Layouts layouts, Slices slices, int turn) {
    Class<?>[] loaded = classes.get();
    if (!statics.update(loaded, slices)) {
      return false;
    }
    Map<Integer, Step> names = new HashMap<>();
    return statics(walk, layouts, slices, turn, false, names)
        && loaders(walk, layouts, loaders(loaded), slices)
        && threads(walk, layouts, names, slices, false)
        && walk.ownWereTold()
        && threads(walk, layouts, names, slices, true)
        && statics(walk, layouts, slices, turn, true, names);
  }

  private boolean statics(
      RootVisitor walk,
      Layouts layouts,
      Slices slices,
      int turn,
      boolean jdk,
      Map<Integer, Step> threadLocalNames) {
    List<StaticFields.Holder> holders = statics.holders();
    for (int i = 0; i < holders.size(); i++) {
      StaticFields.Holder holder = holders.get(Math.floorMod(i + turn, holders.size()));
      Class<?> type = holder.jdk == jdk ? holder.type() : null;
      if (type == null) {
        continue;
      }
      for (int f = 0; f < holder.offsets.length; f++) {
        if (!slices.next()) {
          return false;
        }
        Object value = Raw.reference(type, holder.offsets[f]);
        if (value instanceof ThreadLocal) {
          threadLocalNames.put(Raw.identity(value), Step.threadLocal(holder.steps[f]));
        }
        walk.root(value, Root.STATIC, holder.steps[f]);
      }
    }
    return true;
  }

  private Set<ClassLoader> loaders(Class<?>[] loaded) {
    Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
    ClassLoader latest = null;
    for (Class<?> type : loaded) {
      ClassLoader loader = type.getClassLoader();
      if (loader != latest && loader != null && loader != own) {
        loaders.add(loader);
        latest = loader;
      }
    }
    return loaders;
  }

  /** What the loaders of the application keep in fields of their own. */
  private boolean loaders(
      RootVisitor walk, Layouts layouts, Set<ClassLoader> loaders, Slices slices) {
    for (ClassLoader loader : loaders) {
      if (!slices.next()) {
        return false;
      }
      for (Layout.Reference reference : layouts.fields(loader.getClass()).references) {
        if (!reference.step.isOfJdk()) {
          walk.root(Raw.reference(loader, reference.offset), Root.CLASS_LOADER, reference.step);
        }
      }
    }
    return true;
  }

  private boolean threads(
      RootVisitor walk, Layouts layouts, Map<Integer, Step> names, Slices slices, boolean jdk) {
    for (Thread thread : threads()) {
      if (thread == null || isOwn(thread)) {
        continue;
      }
      if (!slices.next()) {
        return false;
      }
      for (long offset : threadLocals) {
        Object map = Raw.reference(thread, offset);
        if (map != null && !jdk) {
          threadLocals(walk, layouts, map, names);
        }
      }
      for (Layout.Reference reference : layouts.fields(thread.getClass()).references) {
        if (reference.step.isOfJdk() == jdk && !threadLocals.contains(reference.offset)) {
          walk.root(Raw.reference(thread, reference.offset), Root.THREAD, reference.step);
        }
      }
    }
    return true;
  }

  private void threadLocals(
      RootVisitor walk, Layouts layouts, Object map, Map<Integer, Step> names) {
    Object entries = Raw.reference(map, table);
    if (!(entries instanceof Object[])) {
      return;
    }
    for (Object entry : (Object[]) entries) {
      Object value = entry == null ? null : Raw.reference(entry, entryValue);
      if (value != null) {
        Object local = ((Reference<?>) entry).get();
        walk.root(value, Root.THREAD_LOCAL, step(local, value, layouts, names));
      }
    }
  }

  /** Named by the static field that has it, else by its own class, else by that of its value. */
  private static Step step(
      @Nullable Object local, Object value, Layouts layouts, Map<Integer, Step> names) {
    Step named = local == null ? null : names.get(Raw.identity(local));
    if (named != null) {
      return named;
    }
    boolean telling = local != null && !FrameName.isOfJdk(local.getClass().getName());
    return Step.threadLocalOf(layouts.of(telling && local != null ? local : value).type);
  }

  /** All platform threads. No safepoint: unlike Thread.getAllStackTraces. */
  static Thread[] threads() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread[] threads = new Thread[group.activeCount() + 16];
    group.enumerate(threads, true);
    return threads;
  }

  /** Whether it is one of the agent's. */
  static boolean isOwn(Thread thread) {
    return thread.getName().startsWith("memory-system");
  }

  private static Field field(Class<?> type, String name) {
    for (Field field : Raw.fields(type)) {
      if (field.getName().equals(name)) {
        return field;
      }
    }
    throw new IllegalStateException(type.getName() + " has no field " + name + " in this JDK");
  }
}

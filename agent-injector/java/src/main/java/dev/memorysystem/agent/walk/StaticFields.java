package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.sampler.FrameName;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The static reference fields of all initialised classes. Classes are read once; those without such
 * fields, most of them, leave nothing behind but a number. Keeps no class loaded.
 */
final class StaticFields {
  /** A class with static fields. */
  static final class Holder {
    private final WeakReference<Class<?>> type;
    final boolean jdk;
    final long[] offsets;
    final Step[] steps;

    Holder(Class<?> type, List<Field> fields) {
      this.type = new WeakReference<>(type);
      this.jdk = FrameName.isOfJdk(type.getName());
      this.offsets = new long[fields.size()];
      this.steps = new Step[fields.size()];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = Raw.staticOffset(fields.get(i));
        steps[i] = Step.field(type.getName(), fields.get(i).getName());
      }
    }

    @Nullable Class<?> type() {
      return type.get();
    }
  }

  /** Beyond it classes are read at each walk. */
  private static final int MAX_CLASSES = 1 << 18;

  private final ClassLoader own;
  private final LongCounts read = new LongCounts(MAX_CLASSES);
  private final List<Holder> holders = new ArrayList<>();

  StaticFields(ClassLoader own) {
    this.own = own;
  }

  /**
   * Adds the classes that were initialised since the latest call.
   *
   * @param loaded all classes
   * @return false where the walk is to end
   */
  boolean update(Class<?>[] loaded, Slices slices) {
    for (Iterator<Holder> i = holders.iterator(); i.hasNext(); ) {
      if (i.next().type() == null) {
        i.remove();
      }
    }
    for (Class<?> type : loaded) {
      if (!slices.next()) {
        return false;
      }
      if (!type.isArray() && !type.isPrimitive() && Raw.isInitialized(type)) {
        add(type);
      }
    }
    return true;
  }

  private void add(Class<?> type) {
    int identity = Raw.identity(type);
    if (identity == 0 || read.increment(identity) > 0) {
      return;
    }
    if (type.getClassLoader() == own || type.getName().startsWith("jdk.jfr.")) {
      return;
    }
    List<Field> fields = new ArrayList<>();
    try {
      for (Field field : Raw.fields(type)) {
        if (Modifier.isStatic(field.getModifiers())
            && canHold(field.getType())
            && !isListOfFinalizable(field)) {
          fields.add(field);
        }
      }
    } catch (LinkageError | RuntimeException typeMissing) {
      // not even the application can reflect on this class
      return;
    }
    if (!fields.isEmpty()) {
      holders.add(new Holder(type, fields));
    }
  }

  /** The JVM's list of every object with a finalizer: it says nothing of who holds them. */
  private static boolean isListOfFinalizable(Field field) {
    return field.getName().equals("unfinalized")
        && field.getDeclaringClass().getName().equals("java.lang.ref.Finalizer");
  }

  private static boolean canHold(Class<?> type) {
    return !type.isPrimitive() && type != String.class && type != Class.class;
  }

  List<Holder> holders() {
    return holders;
  }
}

package dev.memorysystem.agent.walk;

import dev.memorysystem.agent.sampler.FrameName;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The layouts of the classes met so far; keeps none of them loaded. Used by one thread. */
final class Layouts {
  /** Layouts, some 300 bytes each; beyond it all are read anew. */
  private static final int MAX = 1 << 14;

  /** Names that fields with a number of elements have, those that are surest first. */
  private static final List<String> COUNTS =
      Arrays.asList(
          "size", "_size", "count", "elementCount", "used", "assigned", "occupied", "length", "n");

  private static final Set<String> KEYS = new HashSet<>(Arrays.asList("key", "k", "_key"));
  private static final Set<String> VALUES =
      new HashSet<>(
          Arrays.asList(
              "value", "val", "v", "_value", "item", "element", "elem", "e", "data", "payload"));

  /** Against the direction of a linked structure, or views of a map. */
  private static final Set<String> BACK =
      new HashSet<>(
          Arrays.asList(
              "prev",
              "previous",
              "before",
              "pred",
              "parent",
              "up",
              "tail",
              "last",
              "keySet",
              "values",
              "entrySet",
              "comparator",
              "down"));

  private static final Set<String> IGNORED_PACKAGES =
      new HashSet<>(
          Arrays.asList(
              "java.lang.",
              "java.lang.reflect.",
              "java.lang.invoke.",
              "java.lang.module.",
              "java.math.",
              "java.time.",
              "java.security.",
              "java.util.jar.",
              "java.util.zip.",
              "java.util.regex.",
              "sun.reflect.",
              "sun.invoke.util.",
              "jdk.internal.reflect."));

  /** As the class loaders of this package name themselves. */
  private static final String OWN = "dev.memorysystem.agent.";

  private final Map<Class<?>, Layout> known = new WeakHashMap<>();
  private final Map<Class<?>, Layout> roots = new WeakHashMap<>();
  private int nextId = 1;

  Layout of(Object object) {
    return of(object.getClass());
  }

  Layout of(Class<?> type) {
    Layout layout = known.get(type);
    if (layout == null) {
      if (known.size() >= MAX) {
        known.clear();
      }
      // for the time of reading it: its class may be met again below
      known.put(type, Layout.NOTHING);
      layout = read(type);
      known.put(type, layout);
    }
    return layout;
  }

  /** The fields of a thread or a class loader, which are not walked to but from. */
  Layout fields(Class<?> type) {
    return roots.computeIfAbsent(type, root -> object(root, root.getName()));
  }

  /** The field with a string's characters. */
  Layout.Reference stringValue() {
    return fields(String.class).references[0];
  }

  /** The class of a string's characters in this JDK. */
  Layout ofStringValue() {
    Object value = Raw.reference("", stringValue().offset);
    return value == null ? Layout.NOTHING : of(value);
  }

  private Layout read(Class<?> type) {
    Class<?> component = type.getComponentType();
    if (component != null) {
      return array(type, component);
    }
    String name = type.getName();
    if (isPlain(type, name)) {
      return plain(type, Layout.Kind.PLAIN, 16);
    }
    return object(type, name);
  }

  private Layout array(Class<?> type, Class<?> component) {
    if (component.isPrimitive()) {
      long bytes =
          component == long.class || component == double.class
              ? 8
              : component == int.class || component == float.class
                  ? 4
                  : component == byte.class || component == boolean.class ? 1 : 2;
      return plain(type, Layout.Kind.PRIMITIVES, bytes);
    }
    return plain(type, Layout.Kind.REFERENCES, POINTER);
  }

  /** Bytes of a reference in an array where pointers are compressed, as they are below 32 GiB. */
  static final long POINTER = 4;

  private Layout plain(Class<?> type, Layout.Kind kind, long shallow) {
    return new Layout(
        FrameName.type(type.getName()),
        nextId++,
        kind,
        new Layout.Reference[0],
        shallow,
        0,
        null,
        false,
        new String[0],
        null);
  }

  private static boolean isPlain(Class<?> type, String name) {
    if (name.startsWith(OWN) || name.startsWith("jdk.jfr.")) {
      return true;
    }
    // walked from on their own
    if (Thread.class.isAssignableFrom(type) || ClassLoader.class.isAssignableFrom(type)) {
      return true;
    }
    int dot = name.lastIndexOf('.');
    return dot > 0
        && type != Object.class
        && !name.equals("java.lang.Thread$FieldHolder")
        && IGNORED_PACKAGES.contains(name.substring(0, dot + 1));
  }

  private Layout object(Class<?> type, String name) {
    Shape shape = new Shape(name);
    for (Class<?> c = type; c != null && c != Object.class && c != Reference.class; ) {
      shape.add(c);
      c = c.getSuperclass();
    }
    boolean container = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    Layout.Kind kind =
        container
            ? Layout.Kind.CONTAINER
            : shape.references.isEmpty() ? Layout.Kind.PLAIN : Layout.Kind.OBJECT;
    int dollar = name.lastIndexOf('$');
    return new Layout(
        FrameName.type(name),
        nextId++,
        kind,
        shape.references.toArray(new Layout.Reference[0]),
        (shape.end + 7) & ~7L,
        container ? 0 : shape.count(),
        container ? shape.size() : null,
        Map.class.isAssignableFrom(type),
        container ? family(type) : new String[0],
        !container && dollar > 0 ? name.substring(0, dollar) : null);
  }

  private static String[] family(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      names.add(c.getName());
    }
    return names.toArray(new String[0]);
  }

  /** Collects the fields of a class and its superclasses. */
  private final class Shape {
    private final String name;
    private final List<Layout.Reference> references = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private long end = 16;
    private boolean linked;

    Shape(String name) {
      this.name = name;
    }

    void add(Class<?> declaring) {
      Field[] declared;
      try {
        declared = Raw.fields(declaring);
      } catch (LinkageError | RuntimeException typeMissing) {
        // not even the application can reflect on this class
        return;
      }
      for (Field field : declared) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        fields.add(field);
        long offset = Raw.offset(field);
        Class<?> type = field.getType();
        end = Math.max(end, offset + width(type));
        if (!type.isPrimitive() && canHold(type)) {
          add(field, declaring, type);
        }
      }
    }

    private void add(Field field, Class<?> declaring, Class<?> type) {
      Step step = Step.field(declaring.getName(), field.getName());
      Layout.Role role = role(field.getName());
      // its declared type is that of the objects that have it
      boolean link =
          type != Object.class && type.isAssignableFrom(declaring) || leadsBack(type, declaring);
      if (link && !linked && role != Layout.Role.BACK) {
        linked = true;
        step = step.asLink();
      } else if (isTable(type, declaring)) {
        step = step.asTable();
      }
      references.add(new Layout.Reference(Raw.offset(field), step, role));
    }

    /** Whether a field has the slots of a hash table: chains of the class's own entries. */
    private boolean isTable(Class<?> type, Class<?> declaring) {
      Class<?> entry = type.getComponentType();
      return entry != null
          && entry.getName().startsWith(declaring.getName() + "$")
          && hasField(entry, entry);
    }

    /** Whether objects of two classes hang together in turns, as those of an inner class can. */
    private boolean leadsBack(Class<?> type, Class<?> declaring) {
      return !type.isArray()
          && !type.isInterface()
          && !FrameName.isOfJdk(type.getName())
          && hasField(type, declaring);
    }

    /** Whether each object of a class has one that leads on to one of another. */
    private boolean hasField(Class<?> declaring, Class<?> type) {
      try {
        for (Field field : Raw.fields(declaring)) {
          if (field.getType() == type
              && !Modifier.isStatic(field.getModifiers())
              && !BACK.contains(field.getName())) {
            return true;
          }
        }
      } catch (LinkageError | RuntimeException typeMissing) {
        // not even the application can reflect on this class
      }
      return false;
    }

    private boolean canHold(Class<?> type) {
      return !Modifier.isFinal(type.getModifiers())
          || type.isArray()
          || type == String.class
          || !isPlain(type, type.getName());
    }

    private Layout.Role role(String field) {
      return KEYS.contains(field)
          ? Layout.Role.KEY
          : VALUES.contains(field)
              ? Layout.Role.VALUE
              : BACK.contains(field) ? Layout.Role.BACK : Layout.Role.OTHER;
    }

    private long width(Class<?> type) {
      return !type.isPrimitive()
          ? POINTER
          : type == long.class || type == double.class
              ? 8
              : type == int.class || type == float.class
                  ? 4
                  : type == byte.class || type == boolean.class ? 1 : 2;
    }

    /** An int that goes with the object's array. */
    long count() {
      Field field = named(int.class);
      return field == null ? 0 : Raw.offset(field);
    }

    @Nullable Size size() {
      Size own = ownSize();
      return own != null ? own : delegated();
    }

    private @Nullable Size ownSize() {
      Field base = field("baseCount");
      Field cells = field("counterCells");
      if (base != null && cells != null) {
        Field value = only(cells.getType().getComponentType(), "value");
        if (value != null) {
          return Size.ofCells(Raw.offset(base), Raw.offset(cells), Raw.offset(value));
        }
      }
      Field head = field("head");
      Field tail = field("tail");
      Field elements = field("elements");
      if (head != null && tail != null && elements != null && head.getType() == int.class) {
        return Size.ofRing(Raw.offset(head), Raw.offset(tail), Raw.offset(elements));
      }
      if (name.equals("java.util.Properties")
          || name.startsWith("java.util.concurrent.ConcurrentSkipList")) {
        // what Properties inherits stays empty; skip lists count by an adder, or else not at all
        Field adder = field("adder");
        return adder == null ? null : Size.ofNumber(Raw.offset(adder));
      }
      Field count = named(int.class);
      if (count != null) {
        return Size.ofInt(Raw.offset(count));
      }
      count = named(long.class);
      if (count != null) {
        return Size.ofLong(Raw.offset(count));
      }
      for (Field field : fields) {
        if (Number.class.isAssignableFrom(field.getType())
            && field.getType().getName().startsWith("java.util.concurrent.atomic.")
            && (COUNTS.contains(field.getName()) || field.getName().equals("adder"))) {
          return Size.ofNumber(Raw.offset(field));
        }
      }
      return null;
    }

    private @Nullable Size delegated() {
      List<Long> inner = new ArrayList<>();
      for (Field field : fields) {
        Class<?> type = field.getType();
        boolean contains =
            Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
        if (contains
            && role(field.getName()) != Layout.Role.BACK
            && !field.getName().startsWith("descending")) {
          inner.add(Raw.offset(field));
        }
      }
      if (!inner.isEmpty()) {
        return Size.ofDelegate(inner.stream().mapToLong(Long::longValue).toArray(), Layouts.this);
      }
      for (Field field : fields) {
        if (field.getType().isArray() && !field.getType().getComponentType().isPrimitive()) {
          return Size.ofArray(Raw.offset(field), isAlternating(name) ? 2 : 1);
        }
      }
      Field array = field("array");
      if (array != null && array.getType() == Object.class) {
        return Size.ofArray(Raw.offset(array), 1);
      }
      Field first = field("head");
      if (first == null) {
        first = field("first");
      }
      if (first == null || first.getType().isPrimitive()) {
        return null;
      }
      Field node = only(first.getType(), "node");
      return node != null
          ? Size.ofSkipList(Raw.offset(first), Raw.offset(node), Layouts.this)
          : Size.ofChain(Raw.offset(first), Layouts.this);
    }

    private @Nullable Field named(Class<?> type) {
      for (String count : COUNTS) {
        for (Field field : fields) {
          if (field.getType() == type && field.getName().equals(count)) {
            return field;
          }
        }
      }
      return null;
    }

    private @Nullable Field field(String wanted) {
      for (Field field : fields) {
        if (field.getName().equals(wanted)) {
          return field;
        }
      }
      return null;
    }

    /** A field of another class or its superclass. */
    private @Nullable Field only(@Nullable Class<?> type, String wanted) {
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (Field field : Raw.fields(c)) {
          if (field.getName().equals(wanted) && !Modifier.isStatic(field.getModifiers())) {
            return field;
          }
        }
      }
      return null;
    }
  }

  /** Whether keys and values alternate in the map's array. */
  static boolean isAlternating(String type) {
    return type.equals("java.util.IdentityHashMap")
        || type.equals("java.util.ImmutableCollections$MapN");
  }
}

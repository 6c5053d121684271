package dev.memorysystem.agent.directive;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a first reading of a heap dump tells: which of its texts are names of classes, fields,
 * methods and source files, and where in its objects there are references.
 */
final class HprofClasses {
  /** Numbers that are kept, in classes of java.util: how many elements a collection has. */
  private static final Set<String> SIZES =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList("size", "count", "elementCount", "baseCount")));

  private static final String COLLECTIONS = "java/util/";

  /** Bytes of text that is looked at. */
  static final int LONGEST_LOOKED_AT = 64;

  private static final int MAX_CLASSES = 1 << 18;

  private final LongSet names = new LongSet();
  private final LongSet sizeNames = new LongSet();
  private final LongSet collectionNames = new LongSet();
  private final LongSet collectionClasses = new LongSet();
  private final Map<Long, Fields> classes = new HashMap<>();
  private final Map<Long, boolean[]> kept = new HashMap<>();

  /** Fields that one class declares, in the order of its objects' values. */
  private static final class Fields {
    final long superclass;
    final int[] sizes;
    final boolean[] kept;

    Fields(long superclass, int[] sizes, boolean[] kept) {
      this.superclass = superclass;
      this.sizes = sizes;
      this.kept = kept;
    }
  }

  /** A text of the dump, of which nobody knows yet what it is. */
  void text(long id, String text) {
    if (SIZES.contains(text)) {
      sizeNames.add(id);
    } else if (text.startsWith(COLLECTIONS)) {
      collectionNames.add(id);
    }
  }

  /** A text is a name. */
  void name(long id) {
    names.add(id);
  }

  boolean isName(long id) {
    return names.contains(id);
  }

  void loaded(long classId, long name) {
    names.add(name);
    if (collectionNames.contains(name)) {
      collectionClasses.add(classId);
    }
  }

  /**
   * @param fieldNames of the fields that the class declares itself
   * @param types of these fields
   */
  void declared(long classId, long superclass, long[] fieldNames, int[] types, int idSize)
      throws IOException {
    if (classes.size() == MAX_CLASSES) {
      throw new IOException("the heap dump has more than " + MAX_CLASSES + " classes");
    }
    int[] sizes = new int[types.length];
    boolean[] keep = new boolean[types.length];
    for (int i = 0; i < types.length; i++) {
      names.add(fieldNames[i]);
      sizes[i] = HprofType.size(types[i], idSize);
      keep[i] =
          types[i] == HprofType.OBJECT
              || (collectionClasses.contains(classId) && sizeNames.contains(fieldNames[i]));
    }
    classes.put(classId, new Fields(superclass, sizes, keep));
  }

  /**
   * Which bytes of an object's values are kept. Null where the class is not known, or another size:
   * then nothing is.
   *
   * @param length bytes of the object's values
   */
  boolean @Nullable [] kept(long classId, long length) {
    boolean[] known = kept.get(classId);
    if (known == null) {
      known = lookUp(classId, length);
      kept.put(classId, known);
    }
    return known.length == length ? known : null;
  }

  private boolean[] lookUp(long classId, long length) {
    boolean[] bytes = new boolean[(int) Math.min(length, 1 << 20)];
    int at = 0;
    Fields fields = classes.get(classId);
    while (fields != null) {
      for (int i = 0; i < fields.sizes.length; i++) {
        if (at + fields.sizes[i] > bytes.length) {
          return new boolean[0];
        }
        Arrays.fill(bytes, at, at + fields.sizes[i], fields.kept[i]);
        at += fields.sizes[i];
      }
      fields = classes.get(fields.superclass);
    }
    return at == length ? bytes : new boolean[0];
  }
}

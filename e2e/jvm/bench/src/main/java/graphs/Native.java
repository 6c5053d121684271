package graphs;

/** The functions of src/main/c/graphs.c. */
final class Native {
  static {
    System.load(System.getProperty("graphs.library"));
  }

  private Native() {}

  /** Keeps the object by a JNI global reference. */
  static native void hold(Object object);

  /** The object kept. */
  static native Object held();

  /**
   * Finds what refers to an object, by JVMTI's FollowReferences over the whole heap, asking for
   * references to this object alone: one step of a path.
   *
   * @return references found, or minus the JVMTI error
   */
  static native int follow(Object target);
}

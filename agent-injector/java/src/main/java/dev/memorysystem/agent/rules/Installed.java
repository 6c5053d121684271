package dev.memorysystem.agent.rules;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** One rule's change of classes, until it is removed. Used by the rules' thread alone. */
final class Installed implements ClassFileTransformer {
  private final Instrumentation instrumentation;
  private final Boot boot;
  private final int event;

  /** By internal name: of the JDK's bootstrap loader, loaded or not. */
  private final Map<String, Watched> ofJdk = new HashMap<>();

  private final Set<String> followed = new HashSet<>();
  private final List<Watched> implementations = new ArrayList<>();

  /** Of other loaders, and so held weakly. */
  private final Map<Class<?>, Watched> ofOthers = Collections.synchronizedMap(new WeakHashMap<>());

  private volatile boolean weaves = true;
  private volatile @Nullable Throwable problem;

  Installed(Instrumentation instrumentation, Boot boot, Rule rule, int event) {
    this.instrumentation = instrumentation;
    this.boot = boot;
    this.event = event;
    for (Watched watched : rule.watched()) {
      if (watched.isOfImplementations()) {
        implementations.add(watched);
      } else {
        ofJdk.put(watched.type().replace('.', '/'), watched);
        followed.add(watched.type());
      }
    }
  }

  /**
   * Whether its ends are seen: those of a class of the JDK that a woven class extends may not go
   * through the woven methods.
   */
  boolean follows(Class<?> type) {
    return type.getClassLoader() != null || followed.contains(type.getName());
  }

  /**
   * All or nothing.
   *
   * @throws UnmodifiableClassException or an error of linkage when the JVM refuses
   */
  void install() throws UnmodifiableClassException {
    instrumentation.addTransformer(this, /* canRetransform= */ true);
    retransform(loadedOfJdk());
    Throwable failed = problem;
    if (failed != null) {
      throw new IllegalStateException(failed);
    }
    installNewOnes();
  }

  /** Weaves implementations that were loaded since. One that cannot be woven is left as it is. */
  void installNewOnes() {
    if (implementations.isEmpty()) {
      return;
    }
    List<Class<?>> found = new ArrayList<>();
    Class<?>[] loaded = instrumentation.getAllLoadedClasses();
    for (Watched watched : implementations) {
      for (Class<?> type : loaded) {
        if (type.getName().equals(watched.type())) {
          addImplementations(type, loaded, watched, found);
        }
      }
    }
    for (Class<?> type : found) {
      try {
        retransform(Collections.singletonList(type));
      } catch (UnmodifiableClassException | LinkageError refused) {
        // stays as it is
      }
    }
  }

  private void addImplementations(
      Class<?> of, Class<?>[] loaded, Watched watched, List<Class<?>> found) {
    for (Class<?> type : loaded) {
      if (of.isAssignableFrom(type)
          && !type.isInterface()
          && !type.isArray()
          && !ofOthers.containsKey(type)
          && instrumentation.isModifiableClass(type)
          && boot.isSeenBy(type)) {
        ofOthers.put(type, watched);
        found.add(type);
      }
    }
  }

  /**
   * Gives every class its own bytecode back.
   *
   * @throws UnmodifiableClassException or an error of linkage when the JVM refuses
   */
  void remove() throws UnmodifiableClassException {
    weaves = false;
    instrumentation.removeTransformer(this);
    List<Class<?>> woven = loadedOfJdk();
    synchronized (ofOthers) {
      woven.addAll(ofOthers.keySet());
    }
    retransform(woven);
  }

  private List<Class<?>> loadedOfJdk() {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null && ofJdk.containsKey(type.getName().replace('.', '/'))) {
        found.add(type);
      }
    }
    return found;
  }

  private void retransform(List<Class<?>> types) throws UnmodifiableClassException {
    if (!types.isEmpty()) {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
    }
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // a class that cannot be woven is loaded as it is
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> type,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    try {
      Watched watched =
          !weaves || name == null
              ? null
              : loader == null ? ofJdk.get(name) : type == null ? null : ofOthers.get(type);
      return watched == null ? null : Weaver.weave(bytes, watched, event);
    } catch (Throwable notWoven) {
      problem = notWoven;
      return null;
    }
  }
}

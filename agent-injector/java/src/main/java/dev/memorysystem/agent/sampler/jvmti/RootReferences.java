package dev.memorysystem.agent.sampler.jvmti;

import dev.memorysystem.agent.sampler.FrameName;
import dev.memorysystem.agent.sampler.HiddenRoot;
import dev.memorysystem.agent.sampler.HiddenRoots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Engine#roots} has found, and chooses for each object who has it. */
final class RootReferences {
  private static final int HEADER = 2;
  private static final int VALUES = 3;
  private static final int ON_STACK = 0;

  /** Class and name of a method. */
  private static final class Method {
    final String type;
    final String name;

    Method(String type, String name) {
      this.type = type;
      this.name = name;
    }
  }

  private final Map<Long, Optional<Method>> methods = new HashMap<>();
  private final Object[] objects;
  private final long[] told;

  RootReferences(Object[] found) {
    this.objects = (Object[]) found[0];
    this.told = (long[]) found[1];
  }

  HiddenRoots read() {
    HiddenRoot[] best = new HiddenRoot[objects.length];
    for (int i = HEADER; i < told.length; i += VALUES) {
      int object = (int) told[i];
      if (objects[object] != null) {
        HiddenRoot root = root(objects[object], told[i + 1] == ON_STACK, told[i + 2]);
        // a thread's frames come innermost first: the one that has had it longest owns it
        if (rank(root) >= rank(best[object])) {
          best[object] = root;
        }
      }
    }
    List<HiddenRoot> roots = new ArrayList<>();
    for (HiddenRoot root : best) {
      if (root != null) {
        roots.add(root);
      }
    }
    return new HiddenRoots(roots, told[0] / 1e9, told[1] != 0);
  }

  private HiddenRoot root(Object object, boolean onStack, long id) {
    Optional<Method> method = methods.computeIfAbsent(id, RootReferences::method);
    return new HiddenRoot(
        object, onStack, method.map(known -> known.type), method.map(known -> known.name));
  }

  private static int rank(@Nullable HiddenRoot root) {
    if (root == null) {
      return -1;
    }
    boolean ofJdk = root.type().map(FrameName::isOfJdk).orElse(true);
    return (ofJdk ? 0 : 2) + (root.isOnStack() ? 1 : 0);
  }

  private static Optional<Method> method(long id) {
    String text = id == 0 ? null : Engine.method(id);
    if (text == null) {
      return Optional.empty();
    }
    int name = text.indexOf(';') + 1;
    return Optional.of(
        new Method(SiteName.binaryName(text.substring(0, name)), text.substring(name)));
  }
}

package dev.memorysystem.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** What a recording's jdk.OldObjectSample events say of the programs in {@code graphs}. */
final class JfrPaths {
  private static final String EVENT = "jdk.OldObjectSample";

  /** JFR names the root of such a path, but not the method or the variable. */
  private static final String STACK_ROOT = "Stack Variable";

  private JfrPaths() {}

  /**
   * The programs of which a sample has a path with the right holder on it. A path through a
   * thread's thread locals is right for what a thread local holds, and any from a stack for what a
   * method does: more is not in it.
   */
  static Set<String> right(Path recording) throws IOException {
    Set<String> right = new TreeSet<>();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(EVENT) && event.getStackTrace() != null) {
          Truth.graph(frames(event)).filter(graph -> isRight(graph, event)).ifPresent(right::add);
        }
      }
    }
    return right;
  }

  private static List<String> frames(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .map(frame -> name(frame.getMethod()))
        .toList();
  }

  private static String name(RecordedMethod method) {
    return method.getType().getName() + "." + method.getName();
  }

  private static boolean isRight(String graph, RecordedEvent event) {
    RecordedObject root = event.getValue("root");
    if (root == null) {
      return false;
    }
    Set<String> fields = fields(event.getValue("object"));
    return switch (graph) {
      case "InThreadLocal" -> fields.contains("threadLocals");
      case "InInheritedThreadLocal" -> fields.contains("inheritableThreadLocals");
      case "OnStack", "OnDeepStack" -> STACK_ROOT.equals(root.getString("type"));
      default ->
          Truth.holders(graph).stream()
              .map(holder -> holder.substring(holder.lastIndexOf('.') + 1))
              .anyMatch(fields::contains);
    };
  }

  private static Set<String> fields(@Nullable RecordedObject sample) {
    Set<String> fields = new HashSet<>();
    for (RecordedObject object = sample; object != null; ) {
      RecordedObject referrer = object.getValue("referrer");
      RecordedObject field = referrer == null ? null : referrer.getValue("field");
      if (field != null) {
        fields.add(field.getString("name"));
      }
      object = referrer == null ? null : referrer.getValue("object");
    }
    return fields;
  }
}

package dev.memorysystem.analyzer.series;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of classes and fields in bounded space. */
final class Texts {
  /** Characters of a name that are kept. */
  private static final int NAME = 160;

  /** Characters of a path's steps that are kept. */
  private static final int PATH = 100;

  /** Stands for steps that are left out, as the agent has it. */
  private static final String LEFT_OUT = "…";

  private Texts() {}

  /** A name, its end left out where it is long. */
  static String name(String name) {
    return name.length() <= NAME ? name : name.substring(0, NAME) + LEFT_OUT;
  }

  /** A field that is told as it is or not at all: of a part of it nobody finds the rest. */
  static @Nullable String field(@Nullable String field) {
    return field == null || field.isEmpty() || field.length() > NAME ? null : field;
  }

  /** A path's last steps, and its first one where there is room for both. */
  static List<String> path(List<String> path) {
    if (path.isEmpty() || characters(path) <= PATH) {
      return path;
    }
    int from = path.size() - 1;
    String first = path.getFirst();
    int room = PATH - path.getLast().length();
    boolean begins = from > 0 && first.length() <= room;
    room -= begins ? first.length() : 0;
    while (from > 1 && path.get(from - 1).length() <= room) {
      room -= path.get(--from).length();
    }
    List<String> kept = new ArrayList<>();
    if (begins) {
      kept.add(first);
    }
    if (from > 1 || !begins) {
      kept.add(LEFT_OUT);
    }
    path.subList(from, path.size()).forEach(step -> kept.add(name(step)));
    return kept;
  }

  private static int characters(List<String> path) {
    return path.stream().mapToInt(String::length).sum();
  }
}

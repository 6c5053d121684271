package dev.memorysystem.analyzer;

import dev.memorysystem.analyzer.signal.Containers;
import dev.memorysystem.analyzer.signal.Containers.Container;
import dev.memorysystem.analyzer.signal.PathRoot;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.RetainedPaths;
import dev.memorysystem.analyzer.signal.RetainedPaths.Target;
import dev.memorysystem.analyzer.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Walks of a process's heap as an agent tells of them: containers whose sizes follow a function of
 * its age, compared from walk to walk.
 *
 * @param process that is walked
 * @param first age in seconds at the first walk
 * @param every seconds between two
 */
record Walked(ProcessRef process, int first, int every, List<Growing> growing) {
  /**
   * A container.
   *
   * @param field the one that holds it, of an application's class
   * @param elements of it, by the process's age
   */
  record Growing(
      String field,
      String type,
      @Nullable String elementType,
      @Nullable Long bytesOfAnElement,
      IntToLongFunction elements) {}

  static Walked of(Heap heap) {
    return new Walked(heap.process(), 30, 30, List.of());
  }

  Walked with(String field, @Nullable String elementType, IntToLongFunction elements) {
    List<Growing> more = new ArrayList<>(growing);
    more.add(new Growing(field, "java.util.HashMap", elementType, 48L, elements));
    return new Walked(process, first, every, more);
  }

  /** The same of another class. */
  Walked with(String field, String type, @Nullable String elementType, IntToLongFunction elements) {
    List<Growing> more = new ArrayList<>(growing);
    more.add(new Growing(field, type, elementType, 48L, elements));
    return new Walked(process, first, every, more);
  }

  /** What walks up to an age tell. */
  List<Containers> signals(int until) {
    List<Containers> signals = new ArrayList<>();
    for (int age = first; age <= until; age += every) {
      signals.add(at(age));
    }
    return signals;
  }

  private Containers at(int age) {
    List<Container> containers =
        growing.stream()
            .map(each -> container(each, age))
            .sorted(Comparator.comparingLong((Container c) -> c.size() - c.firstSize()).reversed())
            .toList();
    return new Containers(
        Heap.WORKLOAD,
        process,
        started(process).plusSeconds(age).plusMillis(400),
        Duration.ofSeconds(age),
        2.5,
        0.2,
        1_200_000L,
        true,
        containers);
  }

  private Container container(Growing each, int age) {
    int walks = (age - first) / every;
    int grew = 0;
    int shrank = 0;
    for (int i = 1; i <= walks; i++) {
      long before = each.elements().applyAsLong(first + (i - 1) * every);
      long now = each.elements().applyAsLong(first + i * every);
      grew += now > before ? 1 : 0;
      shrank += now < before ? 1 : 0;
    }
    long size = each.elements().applyAsLong(age);
    Long bytes = each.bytesOfAnElement();
    return new Container(
        PathRoot.STATIC,
        List.of("com.acme.shop.Main.app", "com.acme.shop.App.services", "[]", each.field()),
        each.field(),
        each.type(),
        size,
        each.elements().applyAsLong(first),
        first,
        walks == 0 ? null : Long.valueOf(each.elements().applyAsLong(age - every)),
        walks == 0 ? null : Long.valueOf(age - every),
        walks,
        grew,
        shrank,
        each.elementType(),
        null,
        bytes == null ? null : Long.valueOf(bytes * size));
  }

  /** A walk that looked for the samples of a site. */
  static RetainedPaths reached(
      ProcessRef process, int age, String type, List<String> frames, String field, long size) {
    return new RetainedPaths(
        Heap.WORKLOAD,
        process,
        started(process).plusSeconds(age).plusMillis(300),
        Duration.ofSeconds(age),
        List.of(
            new Target(
                "java.lang.Object",
                List.of("com.acme.other.Thing.make(Thing.java:1)"),
                4,
                0,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                "garbage already"),
            new Target(
                type,
                frames,
                16,
                14,
                PathRoot.STATIC,
                List.of("com.acme.shop.Main.app", field, "java.util.HashMap.table", "[]"),
                field,
                "java.util.HashMap",
                size,
                size / 10,
                30L,
                null)));
  }

  private static Instant started(ProcessRef process) {
    return Objects.requireNonNullElse(process.startedAt(), Heap.START);
  }

  /** Signals of several sources in the order of their times. */
  @SafeVarargs
  static List<Signal> together(List<? extends Signal>... sources) {
    List<Signal> all = new ArrayList<>();
    for (List<? extends Signal> source : sources) {
      all.addAll(source);
    }
    all.sort(Comparator.comparing(Signal::at));
    return all;
  }
}

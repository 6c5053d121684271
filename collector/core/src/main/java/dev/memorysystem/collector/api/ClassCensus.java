package dev.memorysystem.collector.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a process by class, garbage that was not collected yet among them ({@code
 * memory.class_census}); absent is unknown.
 *
 * @param processSeconds age of the process
 * @param instances all objects
 * @param bytes their shallow size
 * @param previousSeconds age of the process at the census that it is compared with; absent at the
 *     first
 * @param classes those that grew most since then, those with most objects, and the largest: the
 *     largest first
 */
public record ClassCensus(
    String directive,
    Instant at,
    @Nullable Long processSeconds,
    @Nullable Long instances,
    @Nullable Long bytes,
    @Nullable Long previousSeconds,
    List<ClassCount> classes)
    implements DirectiveResult {
  public ClassCensus {
    classes = List.copyOf(classes);
  }

  /**
   * One class.
   *
   * @param type its name
   * @param instances objects of it
   * @param bytes their shallow size
   * @param previousInstances objects at the census before; absent at the first
   * @param previousBytes their shallow size
   */
  public record ClassCount(
      String type,
      long instances,
      long bytes,
      @Nullable Long previousInstances,
      @Nullable Long previousBytes) {}
}

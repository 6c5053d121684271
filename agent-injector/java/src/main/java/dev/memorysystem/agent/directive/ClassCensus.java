package dev.memorysystem.agent.directive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rung 2: how many objects of each class there are, garbage among them. */
public final class ClassCensus implements Result {
  /** Classes that are reported. */
  private static final int MAX_CLASSES = 64;

  /** Of those at most so many for each reason: growth, and number. The rest are the largest. */
  private static final int MAX_BY_REASON = 24;

  private static final int MAX_REMARKED = 3;

  private final long processSeconds;
  private final long instances;
  private final long bytes;
  private final Map<String, ClassCount> classes;
  private final OptionalLong previousSeconds;

  private ClassCensus(
      long processSeconds,
      long instances,
      long bytes,
      Map<String, ClassCount> classes,
      OptionalLong previousSeconds) {
    this.processSeconds = processSeconds;
    this.instances = instances;
    this.bytes = bytes;
    this.classes = classes;
    this.previousSeconds = previousSeconds;
  }

  /**
   * @param processSeconds age of the process
   */
  static ClassCensus of(Histogram histogram, long processSeconds, @Nullable ClassCensus previous) {
    Map<String, ClassCount> classes = histogram.classes();
    if (previous != null) {
      Map<String, ClassCount> compared = new LinkedHashMap<>();
      for (ClassCount count : classes.values()) {
        compared.put(count.type(), count.since(previous.classes.get(count.type())));
      }
      classes = compared;
    }
    return new ClassCensus(
        processSeconds,
        histogram.instances(),
        histogram.bytes(),
        classes,
        previous == null ? OptionalLong.empty() : OptionalLong.of(previous.processSeconds));
  }

  /** Seconds. */
  public long processSeconds() {
    return processSeconds;
  }

  /** All objects, those of classes that are left out too. */
  public long instances() {
    return instances;
  }

  /** Their shallow bytes. */
  public long bytes() {
    return bytes;
  }

  /** Age of the process at the census that this one is compared with. */
  public OptionalLong previousSeconds() {
    return previousSeconds;
  }

  /** At most 64, the largest first: those that grew most, those with most objects, the largest. */
  public List<ClassCount> largest() {
    Comparator<ClassCount> byBytes = Comparator.comparingLong(ClassCount::bytes).reversed();
    Map<String, ClassCount> chosen = new LinkedHashMap<>();
    if (previousSeconds.isPresent()) {
      choose(chosen, Comparator.comparingLong(ClassCount::grownBytes).reversed(), MAX_BY_REASON);
    }
    choose(
        chosen,
        Comparator.comparingLong(ClassCount::instances).reversed(),
        chosen.size() + MAX_BY_REASON);
    choose(chosen, byBytes, MAX_CLASSES);
    List<ClassCount> largest = new ArrayList<>(chosen.values());
    largest.sort(byBytes);
    return largest;
  }

  private void choose(Map<String, ClassCount> chosen, Comparator<ClassCount> order, int upTo) {
    List<ClassCount> sorted = new ArrayList<>(all());
    sorted.sort(order);
    for (ClassCount count : sorted) {
      if (chosen.size() >= upTo) {
        return;
      }
      chosen.put(count.type(), count);
    }
  }

  private Collection<ClassCount> all() {
    return classes.values();
  }

  /** The three classes that grew most, of a first census the three largest. */
  @Override
  public String remark() {
    List<ClassCount> sorted = new ArrayList<>(all());
    sorted.sort(
        previousSeconds.isPresent()
            ? Comparator.comparingLong(ClassCount::grownBytes).reversed()
            : Comparator.comparingLong(ClassCount::bytes).reversed());
    StringBuilder text = new StringBuilder();
    for (ClassCount count : sorted.subList(0, Math.min(MAX_REMARKED, sorted.size()))) {
      if (previousSeconds.isPresent() && count.grownBytes() <= 0) {
        break;
      }
      text.append(text.length() == 0 ? "" : ", ").append(count.inWords());
    }
    if (!previousSeconds.isPresent()) {
      return "largest: " + text;
    }
    return text.length() == 0
        ? "nothing grew since " + previousSeconds.getAsLong() + " s"
        : "grew most since " + previousSeconds.getAsLong() + " s: " + text;
  }
}

package dev.memorysystem.corpus;

import java.nio.file.Path;
import java.util.List;

/**
 * One case of the corpus: a service, as a leak and its twin or as a hard negative.
 *
 * @param folder with case.yaml and the sources
 * @param language what runs it: jvm, python or node
 * @param what it does wrong, or what makes it look so
 * @param source address of the report, or the paper of a classic
 * @param subset whether it is part of the default run
 */
public record Case(
    Path folder,
    String name,
    String language,
    String what,
    String source,
    boolean subset,
    List<Variant> variants) {
  /** What the runner has a runtime and an agent for. */
  static final String RUNNABLE = "jvm";

  public Case {
    variants = List.copyOf(variants);
  }

  boolean isRunnable() {
    return language.equals(RUNNABLE);
  }
}

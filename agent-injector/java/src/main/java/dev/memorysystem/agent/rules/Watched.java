package dev.memorysystem.agent.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** A class whose constructors are beginnings, and its methods that are ends. */
public final class Watched {
  private final String type;
  private final boolean implementations;
  private final boolean begins;
  private final Set<String> ends;

  private Watched(String type, boolean implementations, boolean begins, String... ends) {
    this.type = type;
    this.implementations = implementations;
    this.begins = begins;
    this.ends = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(ends)));
  }

  /**
   * A class of the JDK's bootstrap loader.
   *
   * @param type as Class.getName() has it
   * @param ends names of methods without parameters
   */
  static Watched jdk(String type, String... ends) {
    return new Watched(type, false, true, ends);
  }

  /** The same of a class that begins in its superclass alone. */
  static Watched ending(String type, String... ends) {
    return new Watched(type, false, false, ends);
  }

  /** All classes that implement an interface of the JDK, and are loaded. */
  static Watched implementations(String type, String... ends) {
    return new Watched(type, true, true, ends);
  }

  String type() {
    return type;
  }

  boolean isOfImplementations() {
    return implementations;
  }

  boolean begins() {
    return begins;
  }

  Set<String> ends() {
    return ends;
  }
}

package dev.memorysystem.agent.directive;

/** A directive is not carried out; the message says why and what to do. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  Refused(String reason) {
    super(reason);
  }
}

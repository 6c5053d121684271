package dev.memorysystem.analyzer.detect;

/** The reason of an answer, if it is of the kind that a test waits for. */
final class Answers {
  private Answers() {}

  static String leak(Answer answer) {
    return answer instanceof Answer.Leak leak ? leak.reason() : "no leak: " + answer;
  }

  static String notLeak(Answer answer) {
    return answer instanceof Answer.NotLeak not ? not.reason() : "a leak: " + answer;
  }

  static String cannotSay(Answer answer) {
    return answer instanceof Answer.CannotSay cannot ? cannot.reason() : "sure: " + answer;
  }
}

package dev.memorysystem.agent.rules;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A rule that was asked for, from then on. Changed by the rules' thread alone. */
final class Running {
  private final Rule rule;
  private final int event;
  private volatile Budget budget;
  private volatile Ledger ledger;
  private volatile @Nullable Installed installed;
  private String state = RuleState.REFUSED;
  private String reason = "not installed yet";
  private OptionalDouble installSeconds = OptionalDouble.empty();
  private boolean isForGood;
  private boolean wasAsked;

  Running(Rule rule, int event) {
    this.rule = rule;
    this.event = event;
    this.budget = new Budget(rule.budgetCores());
    this.ledger = new Ledger(rule, budget);
  }

  Rule rule() {
    return rule;
  }

  boolean isInstalled() {
    return installed != null;
  }

  /** Whether it must not be installed again. */
  boolean isForGood() {
    return isForGood;
  }

  void limit(double cores) {
    budget.set(Math.min(rule.budgetCores(), cores));
  }

  boolean isOverBudget() {
    return budget.isExceeded();
  }

  /** On a thread of the application's, in the midst of a constructor or a closing method. */
  void on(Object subject, boolean ends) {
    Installed now = installed;
    if (now == null) {
      return;
    }
    long began = System.nanoTime();
    if (ends) {
      ledger.ends(subject);
    } else if (now.follows(subject.getClass())) {
      ledger.begins(subject);
    }
    budget.spend(System.nanoTime() - began);
  }

  /** Loads all that events need, for loading a class opens a jar. */
  private void rehearse(Installed with) {
    Ledger rehearsal = new Ledger(rule, new Budget(1));
    Object subject = new Object();
    rehearsal.begins(subject);
    rehearsal.ends(subject);
    with.follows(Object.class);
    budget.spend(0);
  }

  @SuppressWarnings("CatchingUnchecked") // whatever the JVM refuses, the application goes on
  void install(Instrumentation instrumentation, Boot boot) {
    Installed next = new Installed(instrumentation, boot, rule, event);
    budget = new Budget(rule.budgetCores());
    ledger = new Ledger(rule, budget);
    rehearse(next);
    long began = System.nanoTime();
    try {
      installed = next;
      next.install();
      installSeconds = OptionalDouble.of((System.nanoTime() - began) / 1e9);
      became(RuleState.INSTALLED, "");
    } catch (Throwable refused) {
      removeQuietly(next);
      isForGood = true;
      became(RuleState.REFUSED, "this JVM does not let its classes be changed: " + refused);
    }
  }

  void refuseForGood(String why) {
    isForGood = true;
    became(RuleState.REFUSED, why);
  }

  void refuse(String why) {
    became(RuleState.REFUSED, why);
  }

  /** Weaves what was loaded since. */
  void refresh() {
    Installed now = installed;
    if (now != null) {
      now.installNewOnes();
    }
  }

  void sweep() {
    ledger.sweep();
  }

  /**
   * @param forGood whether it stays away however often it is asked for
   */
  void remove(String why, boolean forGood) {
    Installed now = installed;
    if (now != null) {
      removeQuietly(now);
      isForGood = forGood;
      became(RuleState.REMOVED, why);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // woven code that nobody listens to does nothing
  private void removeQuietly(Installed now) {
    installed = null;
    try {
      now.remove();
    } catch (Throwable stays) {
      // nothing more can be done
    }
  }

  private void became(String next, String why) {
    wasAsked = true;
    state = next;
    reason = why;
  }

  RuleState state() {
    return new RuleState(rule.name(), state, reason, budget.seconds(), installSeconds);
  }

  /** Whether there is anything to say of it. */
  boolean wasAsked() {
    return wasAsked;
  }

  /** Changes when its state does. */
  String words() {
    return state + reason;
  }

  List<RuleFinding> findings(double youngestSeconds) {
    return ledger.findings(youngestSeconds);
  }
}

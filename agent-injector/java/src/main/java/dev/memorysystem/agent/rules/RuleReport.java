package dev.memorysystem.agent.rules;

import java.util.List;

/** All rules that were asked for, and what they found. */
public final class RuleReport {
  private final long processSeconds;
  private final List<RuleState> states;
  private final List<RuleFinding> findings;

  RuleReport(long processSeconds, List<RuleState> states, List<RuleFinding> findings) {
    this.processSeconds = processSeconds;
    this.states = states;
    this.findings = findings;
  }

  public long processSeconds() {
    return processSeconds;
  }

  public List<RuleState> states() {
    return states;
  }

  public List<RuleFinding> findings() {
    return findings;
  }
}

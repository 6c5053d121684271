package dev.memorysystem.agent.rules;

import java.util.List;

/** A site that leaves open what it opens. */
public final class RuleFinding {
  private final Rule rule;
  private final Site site;
  private final long opened;
  private final long closed;
  private final long collected;
  private final long alive;
  private final double oldestSeconds;

  RuleFinding(Rule rule, Site site, long alive, double oldestSeconds) {
    this.rule = rule;
    this.site = site;
    this.opened = site.opened.get();
    this.closed = site.closed.get();
    this.collected = site.collected.get();
    this.alive = alive;
    this.oldestSeconds = oldestSeconds;
  }

  public String rule() {
    return rule.name();
  }

  public String type() {
    return site.type();
  }

  /** Of the creation, innermost first. */
  public List<String> frames() {
    return site.frames();
  }

  /** Objects followed since the rule was installed. */
  public long opened() {
    return opened;
  }

  public long closed() {
    return closed;
  }

  /** Garbage before they were closed. */
  public long collected() {
    return collected;
  }

  /** Neither, and no longer young. */
  public long alive() {
    return alive;
  }

  public double oldestSeconds() {
    return oldestSeconds;
  }

  /** How many were left open, as far as is known. */
  long left() {
    return alive + (rule.hasToBeEnded() ? collected : 0);
  }
}

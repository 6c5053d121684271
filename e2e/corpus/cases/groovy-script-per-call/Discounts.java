package com.acme.discounts;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Rules, and the scripts they were compiled to. */
final class Discounts {
  private static final String RULE =
      "def base = %s\nif (base > 400) { return base * 0.2 }\ndef tiers = [10, 20, 30]\nreturn tiers.sum() + base * 0.1";

  private final boolean bound;
  private final AtomicLong computed = new AtomicLong();
  private final GroovyShell shell = new GroovyShell();

  /** By text, so that none is compiled twice. */
  private final Map<String, Script> compiled = new ConcurrentHashMap<>();

  /**
   * @param bound whether the amount is a variable of the script, rather than in its text
   */
  Discounts(boolean bound) {
    this.bound = bound;
  }

  Object of(long amount) {
    Binding variables = new Binding();
    variables.setVariable("amount", amount);
    String text = RULE.formatted(bound ? "amount" : amount + "." + computed.incrementAndGet());
    Script script = compiled.computeIfAbsent(text, shell::parse);
    synchronized (script) {
      script.setBinding(variables);
      return script.run();
    }
  }
}

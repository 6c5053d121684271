package dev.memorysystem.agent.report;

import dev.memorysystem.agent.rules.RuleFinding;
import dev.memorysystem.agent.rules.RuleReport;
import dev.memorysystem.agent.rules.RuleState;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What rules saw as the body of one record: `memory.rule_findings`. */
final class RulesReport {
  private RulesReport() {}

  static Value<?> of(RuleReport report) {
    Map<String, Value<?>> body = new LinkedHashMap<>();
    body.put(Signals.RuleFindings.PROCESS_SECONDS, Value.of(report.processSeconds()));
    List<Value<?>> states = new ArrayList<>();
    report.states().forEach(state -> states.add(state(state)));
    body.put(Signals.RuleFindings.RULES, Value.of(states));
    List<Value<?>> findings = new ArrayList<>();
    report.findings().forEach(finding -> findings.add(finding(finding)));
    body.put(Signals.RuleFindings.FINDINGS, Value.of(findings));
    return Value.of(body);
  }

  private static Value<?> state(RuleState state) {
    Map<String, Value<?>> entry = new LinkedHashMap<>();
    entry.put(Signals.RuleFindings.RULES_NAME, Value.of(state.name()));
    entry.put(Signals.RuleFindings.RULES_STATE, Value.of(state.state()));
    state
        .reason()
        .ifPresent(reason -> entry.put(Signals.RuleFindings.RULES_REASON, Value.of(reason)));
    entry.put(Signals.RuleFindings.RULES_SECONDS, Value.of(state.seconds()));
    state
        .installSeconds()
        .ifPresent(
            seconds -> entry.put(Signals.RuleFindings.RULES_INSTALL_SECONDS, Value.of(seconds)));
    return Value.of(entry);
  }

  private static Value<?> finding(RuleFinding finding) {
    Map<String, Value<?>> entry = new LinkedHashMap<>();
    entry.put(Signals.RuleFindings.FINDINGS_RULE, Value.of(finding.rule()));
    entry.put(Signals.RuleFindings.FINDINGS_TYPE, Value.of(finding.type()));
    entry.put(Signals.RuleFindings.FINDINGS_FRAMES, ContainersReport.strings(finding.frames()));
    entry.put(Signals.RuleFindings.FINDINGS_OPENED, Value.of(finding.opened()));
    entry.put(Signals.RuleFindings.FINDINGS_CLOSED, Value.of(finding.closed()));
    entry.put(Signals.RuleFindings.FINDINGS_COLLECTED, Value.of(finding.collected()));
    entry.put(Signals.RuleFindings.FINDINGS_ALIVE, Value.of(finding.alive()));
    entry.put(Signals.RuleFindings.FINDINGS_OLDEST_SECONDS, Value.of(finding.oldestSeconds()));
    return Value.of(entry);
  }
}

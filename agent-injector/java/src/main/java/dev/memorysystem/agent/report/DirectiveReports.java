package dev.memorysystem.agent.report;

import dev.memorysystem.agent.directive.ClassCensus;
import dev.memorysystem.agent.directive.ClassCount;
import dev.memorysystem.agent.directive.DumpFile;
import dev.memorysystem.agent.directive.Outcome;
import dev.memorysystem.agent.directive.Result;
import dev.memorysystem.agent.directive.SampledStack;
import dev.memorysystem.agent.directive.StackSamples;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of directives as bodies of records: `memory.directive`, and what was found. */
final class DirectiveReports {
  private DirectiveReports() {}

  static void add(Outcome outcome, Records records) {
    Result result = outcome.result().orElse(null);
    String id = outcome.directive().id();
    if (result instanceof ClassCensus) {
      records.add(Signals.Event.CLASS_CENSUS, Attributes.empty(), census(id, (ClassCensus) result));
    } else if (result instanceof StackSamples) {
      records.add(
          Signals.Event.STACK_SAMPLES, Attributes.empty(), samples(id, (StackSamples) result));
    }
    records.add(Signals.Event.DIRECTIVE, Attributes.empty(), directive(outcome, result));
  }

  private static Value<?> directive(Outcome outcome, @Nullable Result result) {
    Map<String, Value<?>> body = new LinkedHashMap<>();
    body.put(Signals.Directive.ID, Value.of(outcome.directive().id()));
    body.put(Signals.Directive.KIND, Value.of(outcome.directive().kind()));
    body.put(Signals.Directive.OUTCOME, Value.of(outcome.state().text()));
    if (!outcome.reason().isEmpty()) {
      body.put(Signals.Directive.REASON, Value.of(outcome.reason()));
    }
    outcome
        .cost()
        .predictedPause()
        .ifPresent(
            seconds -> body.put(Signals.Directive.PREDICTED_PAUSE_SECONDS, Value.of(seconds)));
    outcome
        .cost()
        .pause()
        .ifPresent(seconds -> body.put(Signals.Directive.PAUSE_SECONDS, Value.of(seconds)));
    outcome
        .cost()
        .predictedBytes()
        .ifPresent(bytes -> body.put(Signals.Directive.PREDICTED_BYTES, Value.of(bytes)));
    outcome.cost().bytes().ifPresent(bytes -> body.put(Signals.Directive.BYTES, Value.of(bytes)));
    if (result instanceof DumpFile) {
      body.put(Signals.Directive.FILE, Value.of(((DumpFile) result).file().toString()));
    }
    return Value.of(body);
  }

  private static Value<?> census(String directive, ClassCensus census) {
    Map<String, Value<?>> body = new LinkedHashMap<>();
    body.put(Signals.ClassCensus.DIRECTIVE, Value.of(directive));
    body.put(Signals.ClassCensus.PROCESS_SECONDS, Value.of(census.processSeconds()));
    body.put(Signals.ClassCensus.INSTANCES, Value.of(census.instances()));
    body.put(Signals.ClassCensus.BYTES, Value.of(census.bytes()));
    census
        .previousSeconds()
        .ifPresent(seconds -> body.put(Signals.ClassCensus.PREVIOUS_SECONDS, Value.of(seconds)));
    List<Value<?>> classes = new ArrayList<>();
    for (ClassCount count : census.largest()) {
      classes.add(count(count));
    }
    body.put(Signals.ClassCensus.CLASSES, Value.of(classes));
    return Value.of(body);
  }

  private static Value<?> count(ClassCount count) {
    Map<String, Value<?>> entry = new LinkedHashMap<>();
    entry.put(Signals.ClassCensus.CLASSES_TYPE, Value.of(count.type()));
    entry.put(Signals.ClassCensus.CLASSES_INSTANCES, Value.of(count.instances()));
    entry.put(Signals.ClassCensus.CLASSES_BYTES, Value.of(count.bytes()));
    ClassCount previous = count.previous();
    if (previous != null) {
      entry.put(Signals.ClassCensus.CLASSES_PREVIOUS_INSTANCES, Value.of(previous.instances()));
      entry.put(Signals.ClassCensus.CLASSES_PREVIOUS_BYTES, Value.of(previous.bytes()));
    }
    return Value.of(entry);
  }

  private static Value<?> samples(String directive, StackSamples samples) {
    Map<String, Value<?>> body = new LinkedHashMap<>();
    body.put(Signals.StackSamples.DIRECTIVE, Value.of(directive));
    body.put(Signals.StackSamples.PROCESS_SECONDS, Value.of(samples.processSeconds()));
    body.put(Signals.StackSamples.DURATION_SECONDS, Value.of(samples.durationSeconds()));
    body.put(Signals.StackSamples.SAMPLES, Value.of(samples.samples()));
    body.put(Signals.StackSamples.RUNNABLE, Value.of(samples.states().runnable()));
    body.put(Signals.StackSamples.BLOCKED, Value.of(samples.states().blocked()));
    body.put(Signals.StackSamples.WAITING, Value.of(samples.states().waiting()));
    List<Value<?>> stacks = new ArrayList<>();
    for (SampledStack stack : samples.stacks()) {
      Map<String, Value<?>> entry = new LinkedHashMap<>();
      entry.put(Signals.StackSamples.STACKS_FRAMES, ContainersReport.strings(stack.frames()));
      entry.put(Signals.StackSamples.STACKS_COUNT, Value.of(stack.count()));
      entry.put(Signals.StackSamples.STACKS_CPU_SECONDS, Value.of(stack.cpuSeconds()));
      stacks.add(Value.of(entry));
    }
    body.put(Signals.StackSamples.STACKS, Value.of(stacks));
    return Value.of(body);
  }
}

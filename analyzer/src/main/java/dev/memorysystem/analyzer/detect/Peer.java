package dev.memorysystem.analyzer.detect;

import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.analyzer.series.ProcessState;

/** Another start of a process of the same workload, and what was said of it last. */
public record Peer(ProcessState state, Verdict verdict) {}

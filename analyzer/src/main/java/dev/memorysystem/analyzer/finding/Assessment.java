package dev.memorysystem.analyzer.finding;

import dev.memorysystem.analyzer.signal.Workload;
import java.time.Instant;

/** What the detectors say of a workload as a whole, with the reason a person reads. */
public record Assessment(Workload workload, Verdict verdict, String reason, Instant at) {}

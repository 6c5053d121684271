package dev.memorysystem.analyzer.finding;

import java.time.Instant;

/** One change of a finding's state, dated in event time, with the reason a person reads. */
public record Transition(FindingState state, Instant at, String reason) {}

package dev.memorysystem.collector.plan;

import dev.memorysystem.analyzer.plan.Directive;
import org.jspecify.annotations.Nullable;

/**
 * A directive that a person asked for, in a profile.
 *
 * @param pod name of the pod in the profile's namespace
 * @param container absent: every one of the pod
 */
public record AskedDirective(Directive directive, String pod, @Nullable String container) {}

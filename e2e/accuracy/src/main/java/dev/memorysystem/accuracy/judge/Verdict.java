package dev.memorysystem.accuracy.judge;

import dev.memorysystem.analyzer.finding.Exhaustion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the fold said of one case while it could be watched.
 *
 * @param suspected when a finding was first told; absent when none was
 * @param confirmed when one was first confirmed
 * @param score highest confidence ever told; 0 when nothing was
 * @param confidence last told of a finding that was not resolved then; absent without
 * @param early whether a finding was told before the leak began
 * @param open whether a finding is open at the end
 * @param assessment what is said of the workload at the end: a verdict's wire name
 * @param reason its reason
 * @param exhaustion last told with a finding that is open at the end
 */
public record Verdict(
    @Nullable Instant suspected,
    @Nullable Instant confirmed,
    double score,
    @Nullable Double confidence,
    boolean early,
    boolean open,
    String assessment,
    String reason,
    @Nullable Exhaustion exhaustion) {}

package dev.memorysystem.corpus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one run went; what it says of memory is in the recording beside it.
 *
 * @param inputs fingerprint of everything that decides what the run shows
 * @param startedAt of the watch
 * @param seconds that the watch took
 * @param life seconds from process start until its memory was exhausted; absent when it was not
 * @param problem why it says nothing of the product; absent when it does
 */
record RunResult(
    String key,
    String inputs,
    Instant startedAt,
    double seconds,
    @Nullable Double life,
    @Nullable String problem) {}

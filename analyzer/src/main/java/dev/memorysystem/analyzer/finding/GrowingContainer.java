package dev.memorysystem.analyzer.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The collection, map, queue or array that keeps what leaks, by its size then and now.
 *
 * @param type its class
 * @param root where the path to it begins: {@code static}, {@code thread_local}, …
 * @param elementType class of most of its elements or values; absent when mixed or not known
 * @param firstElements elements when a walk first saw it; absent when only one walk has
 * @param firstAt when that was; absent with it
 * @param elements in it at the newest walk
 * @param at when that was
 */
public record GrowingContainer(
    String type,
    String root,
    @Nullable String elementType,
    @Nullable Long firstElements,
    @Nullable Instant firstAt,
    long elements,
    Instant at) {}

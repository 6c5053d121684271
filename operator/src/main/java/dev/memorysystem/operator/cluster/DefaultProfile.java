package dev.memorysystem.operator.cluster;

import dev.memorysystem.crd.MemoryProfileSpec;
import java.util.Optional;

/** For pods in labelled namespaces that no MemoryProfile matches; empty: they are left alone. */
public record DefaultProfile(Optional<MemoryProfileSpec> spec) {}

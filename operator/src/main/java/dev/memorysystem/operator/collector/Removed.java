package dev.memorysystem.operator.collector;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.memorysystem.crd.Workload;

/**
 * What the collector no longer knows.
 *
 * @param kind {@code finding}, {@code assessment} or {@code process}
 * @param key id of the finding or instance id of the process
 * @param workload it was about
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Removed(String kind, String key, Workload workload) {}

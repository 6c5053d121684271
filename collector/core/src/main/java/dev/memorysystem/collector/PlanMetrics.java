package dev.memorysystem.collector;

import dev.memorysystem.collector.plan.Plans;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Who waits for a plan, as metrics. */
final class PlanMetrics {
  private PlanMetrics() {}

  static void register(Plans plans, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("memory_system_agents_waiting")
        .help("Agents that wait to be told something else to look at.")
        .callback(gauge -> gauge.call(plans.waiting()))
        .register(registry);
  }
}

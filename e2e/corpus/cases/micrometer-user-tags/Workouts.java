package com.acme.fitness;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.pacedload.Exchange;
import org.pacedload.Lru;

/** Workouts, and how long it takes to store one. */
final class Workouts {
  private final MeterRegistry registry;
  private final boolean byPlan;
  private final Lru<Long, String> routes = new Lru<>(2_000);

  /**
   * @param byPlan whether times are told by the plan that a person has, of which there are three
   */
  Workouts(MeterRegistry registry, boolean byPlan) {
    this.registry = registry;
    this.byPlan = byPlan;
  }

  String store(String user, Exchange workout) {
    Timer.Sample sample = Timer.start(registry);
    String route = routes.get(Math.floorMod(user.hashCode(), 7_000L), id -> workout.field(3));
    sample.stop(registry.timer("workouts.stored", tag(), value(user)));
    return route;
  }

  private String tag() {
    return byPlan ? "plan" : "user";
  }

  private String value(String user) {
    return byPlan ? "plan-" + Math.floorMod(user.hashCode(), 3) : user;
  }
}

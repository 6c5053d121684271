package com.acme.fitness;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** Takes in the workouts of people. */
public final class FitnessService {
  private FitnessService() {}

  public static void main(String[] arguments) throws Exception {
    Workouts workouts = new Workouts(new SimpleMeterRegistry(), Boolean.getBoolean("fixed"));
    Load.run(
        Double.parseDouble(arguments[0]),
        4,
        request -> {
          Exchange exchange = Exchange.receive(request, 12);
          exchange.answer(workouts.store("u-" + request, exchange));
        });
  }
}

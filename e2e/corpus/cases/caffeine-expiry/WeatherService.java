package com.acme.weather;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.SplittableRandom;
import org.pacedload.Exchange;
import org.pacedload.Load;

/** Forecasts by place, computed when asked for and good for three minutes. */
public final class WeatherService {
  private static final int PLACES = 50_000;
  private static final Duration GOOD_FOR = Duration.ofMinutes(3);

  private record Forecast(int place, double[] hours) {}

  private final Cache<Integer, Forecast> forecasts =
      Caffeine.newBuilder().expireAfterWrite(GOOD_FOR).build();

  public static void main(String[] args) throws InterruptedException {
    WeatherService service = new WeatherService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    SplittableRandom random = new SplittableRandom(request);
    Exchange exchange = Exchange.receive(request, 80);
    int place = (int) (PLACES * Math.pow(random.nextDouble(), 1.5));
    Forecast forecast = forecasts.get(place, WeatherService::compute);
    exchange.answer(forecast.place() + " " + forecast.hours()[0]);
  }

  private static Forecast compute(int place) {
    return new Forecast(place, new SplittableRandom(place).doubles(1_800).toArray());
  }
}

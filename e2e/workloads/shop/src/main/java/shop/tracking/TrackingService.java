package shop.tracking;

import java.util.SplittableRandom;
import shop.load.LoadGenerator;
import shop.load.Request;
import shop.load.ServiceUnderLoad;
import shop.web.HttpService;
import shop.web.Settings;

/** The shop's parcel tracking: {@code GET /parcels/ID}, built on Reactor. */
public final class TrackingService {
  private static final int DEFAULT_RATE_PER_SECOND = 200;
  private static final int PARCELS = 1_000_000;

  private TrackingService() {}

  public static void main(String[] arguments) {
    TrackingHandler handler = new TrackingHandler(new Carrier());
    HttpService service =
        HttpService.bind(Settings.number("PORT", 8080)).route("/parcels", handler);
    Runtime.getRuntime().addShutdownHook(new Thread(handler::shutDown));
    ServiceUnderLoad.start(
        "tracking",
        service,
        LoadGenerator.fromEnvironment(
            service.port(),
            (SplittableRandom random) -> new Request("/parcels/" + random.nextInt(PARCELS), ""),
            DEFAULT_RATE_PER_SECOND));
  }
}

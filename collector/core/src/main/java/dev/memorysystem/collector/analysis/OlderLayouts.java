package dev.memorysystem.collector.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.memorysystem.analyzer.series.PackedSeries;
import dev.memorysystem.analyzer.series.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns stored states of versions 1 to 3 into what version 4 reads: their series are lists, of
 * points or of numbers, and a judgement repeats the sites that it suspects.
 */
final class OlderLayouts {
  private static final int PACKED_SINCE = 4;

  private OlderLayouts() {}

  /** Changes a state in place. */
  static void pack(JsonNode state) {
    if (state.path("version").asInt() >= PACKED_SINCE) {
      return;
    }
    for (JsonNode watched : state.path("processes")) {
      JsonNode process = watched.path("state");
      pack(process, "floors", "oldFloors");
      process.path("gauges").forEach(gauge -> pack(gauge, "floors", "oldFloors", "doubts"));
      suspect(watched.path("judgement"), process.path("snapshot").path("sites"));
    }
  }

  private static void pack(JsonNode owner, String... names) {
    for (String name : names) {
      if (owner.path(name) instanceof ObjectNode series) {
        series.put("packed", PackedSeries.pack(points(series)));
      }
    }
  }

  private static List<Point> points(JsonNode series) {
    List<Point> points = new ArrayList<>();
    for (JsonNode point : series.path("points")) {
      JsonNode allocated = point.path("allocated");
      points.add(
          new Point(
              point.path("second").asLong(),
              point.path("bytes").asLong(),
              allocated.isNumber() ? Long.valueOf(allocated.asLong()) : null));
    }
    JsonNode numbers = series.path("numbers");
    for (int i = 0; i + 1 < numbers.size(); i += 2) {
      points.add(new Point(numbers.get(i).asLong(), numbers.get(i + 1).asLong()));
    }
    return points;
  }

  private static void suspect(JsonNode judgement, JsonNode sites) {
    if (judgement instanceof ObjectNode heap) {
      ArrayNode suspects = heap.putArray("suspects");
      for (JsonNode culprit : judgement.path("culprits")) {
        for (int place = 0; place < sites.size(); place++) {
          if (sites.get(place).equals(culprit)) {
            suspects.add(place);
          }
        }
      }
    }
  }
}

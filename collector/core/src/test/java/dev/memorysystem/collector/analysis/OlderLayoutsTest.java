package dev.memorysystem.collector.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.analyzer.series.Gauge;
import dev.memorysystem.analyzer.series.PackedSeries;
import dev.memorysystem.analyzer.series.Point;
import dev.memorysystem.collector.api.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OlderLayoutsTest {
  private static final ObjectMapper JSON = Json.mapper();

  private static final String OF_VERSION_3 =
      """
      {"version":3,"processes":[{"state":{
        "floors":{"capacity":60,"stride":1,"open":1,"points":[
          {"second":5,"bytes":23906834},
          {"second":10,"bytes":21000000,"allocated":812},
          {"second":15,"bytes":24000000,"allocated":900}]},
        "oldFloors":{"capacity":120,"stride":1,"open":0},
        "gauges":[{"kind":"thread",
          "floors":{"capacity":40,"stride":2,"open":1,"numbers":[15,30,45,28]},
          "oldFloors":{"capacity":40,"stride":1,"open":0},
          "doubts":{"capacity":8,"stride":1,"open":0}}],
        "snapshot":{"sites":[{"type":"a.A","samples":9},{"type":"b.B","samples":7}]}},
        "judgement":{"kind":"heap","culprits":[{"type":"b.B","samples":7}]}}]}
      """;

  @Test
  void seriesKeepTheirPointsAndJudgementsTheirSites() throws IOException {
    JsonNode state = JSON.readTree(OF_VERSION_3);

    OlderLayouts.pack(state);

    JsonNode watched = state.path("processes").get(0);
    JsonNode process = watched.path("state");
    assertThat(JSON.treeToValue(process.path("floors"), PackedSeries.class).points())
        .containsExactly(
            new Point(5, 23_906_834),
            new Point(10, 21_000_000, 812L),
            new Point(15, 24_000_000, 900L));
    assertThat(JSON.treeToValue(process.path("oldFloors"), PackedSeries.class).points()).isEmpty();
    Gauge threads = JSON.treeToValue(process.path("gauges").get(0), Gauge.class);
    assertThat(threads.floors().points()).containsExactly(new Point(15, 30), new Point(45, 28));
    assertThat(threads.floors().stride()).isEqualTo(2);
    assertThat(threads.doubts().points()).isEmpty();
    assertThat(watched.at("/judgement/suspects/0").asInt()).isEqualTo(1);
    assertThat(watched.at("/judgement/suspects").size()).isEqualTo(1);
  }

  @Test
  void aSeriesWithoutPointsIsReadAsItWasStored() throws IOException {
    PackedSeries empty = new PackedSeries(40, 1, 0, "");

    assertThat(JSON.readValue(JSON.writeValueAsString(empty), PackedSeries.class)).isEqualTo(empty);
  }

  @Test
  void whatThisVersionWroteIsLeftAsItIs() throws IOException {
    JsonNode state = JSON.readTree(OF_VERSION_3.replace("\"version\":3", "\"version\":4"));

    OlderLayouts.pack(state);

    assertThat(state)
        .isEqualTo(JSON.readTree(OF_VERSION_3.replace("\"version\":3", "\"version\":4")));
  }
}

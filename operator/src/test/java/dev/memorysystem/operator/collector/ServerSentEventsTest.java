package dev.memorysystem.operator.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {
  @Test
  void eventsAsTheStandardHasThem() throws IOException {
    assertThat(
            read(
                "event: finding\ndata: {\"a\":\ndata: 1}\n\n:comment\n\nevent:synced\ndata:{}\nid: 7\n\n"
                    + "data:  two spaces\n\nevent: cut\ndata: off"))
        .containsExactly("finding={\"a\":\n1}", "message=", "synced={}", "message= two spaces");
  }

  private static List<String> read(String stream) throws IOException {
    List<String> events = new ArrayList<>();
    ServerSentEvents.read(
        new BufferedReader(new StringReader(stream)),
        (event, data) -> events.add(event + "=" + data));
    return events;
  }
}

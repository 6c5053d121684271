package dev.memorysystem.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aFindingKeepsEverythingTheCollectorSays() throws IOException {
    JsonNode sent = JSON.readTree(Path.of("../docs/finding.example.json").toFile());

    Finding finding = Serialization.unmarshal(sent.toString(), Finding.class);

    JsonNode back = JSON.readTree(Serialization.asJson(finding));
    assertThat(back.equals(StatusJsonTest::sameLeaf, sent)).as("%s", back).isTrue();
  }

  @Test
  void whatIsUnknownStaysAbsent() throws IOException {
    String sent =
        """
        {"id":"a1","state":"suspected","kind":"heap","confidence":0.5,
         "workload":{"namespace":"shop","kind":"Deployment","name":"cart","container":"app"}}""";

    Finding finding = Serialization.unmarshal(sent, Finding.class);

    assertThat(JSON.readTree(Serialization.asJson(finding))).isEqualTo(JSON.readTree(sent));
  }

  @Test
  void aFieldOfANewerCollectorIsNoError() {
    Exhaustion exhaustion =
        Serialization.unmarshal("{\"limit\":5,\"certainty\":1}", Exhaustion.class);

    assertThat(exhaustion.limit()).isEqualTo(5);
  }

  /** The definition of a newer release stays when an older operator is back. */
  @Test
  void fieldsOfANewerProfileAreNoError() {
    MemoryProfile profile =
        Serialization.unmarshal(
            """
            {"spec":{"later":1,"agents":{"ruby":{"enabled":true}},"overhead":{"later":1,"cpuPercent":3},
              "detection":{"later":1},"capture":{"later":1},"findings":[{"id":"a1","triage":"Ignored","later":1}]},
             "status":{"later":1,"leaks":2,"pods":{"later":1},"rollout":{"later":1}}}""",
            MemoryProfile.class);

    assertThat(profile.getSpec().overhead().cpuPercent()).isEqualTo(3);
    assertThat(profile.getSpec().findings()).hasSize(1);
    assertThat(profile.getStatus()).isNotNull().returns(2, MemoryProfileStatus::leaks);
  }

  /** 500000000 and 5.0E8 are the same number. */
  private static int sameLeaf(JsonNode one, JsonNode other) {
    boolean same =
        one.isNumber() && other.isNumber()
            ? one.doubleValue() == other.doubleValue()
            : one.equals(other);
    return same ? 0 : 1;
  }

  @Test
  void durationsAndQuantities() {
    assertThat(Detection.DEFAULT.horizonDuration()).isEqualTo(Duration.ofDays(7));
    assertThat(new Detection(0.5, "168h").horizonDuration()).isEqualTo(Duration.ofDays(7));
    assertThat(new Detection(0.5, "90m").horizonDuration()).isEqualTo(Duration.ofMinutes(90));
    assertThat(new Overhead(1.0, "1Gi", "2s").pause()).isEqualTo(Duration.ofSeconds(2));
    assertThat(Overhead.DEFAULT.pause()).isEqualTo(Duration.ofMillis(200));
    assertThat(new Overhead(1.0, "1Gi", "2s").memoryMebibytes()).isEqualTo(1024);
    assertThat(new Overhead(1.0, "100M", "2s").memoryMebibytes()).isEqualTo(95);
  }
}

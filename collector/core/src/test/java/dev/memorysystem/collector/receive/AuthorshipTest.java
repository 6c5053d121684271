package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memorysystem.collector.Otlp;
import dev.memorysystem.collector.identity.Caller;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sender without identity says of itself. */
class AuthorshipTest {
  private static final Caller UNNAMED = new Caller.Unnamed();

  @ParameterizedTest
  @CsvSource({
    "k8s.namespace.name, 253",
    "k8s.pod.name, 512",
    "k8s.pod.uid, 512",
    "k8s.container.name, 512",
    "k8s.deployment.name, 512",
    "service.name, 512",
    "service.instance.id, 512",
    "memory.workload.kind, 512",
    "memory.workload.name, 512"
  })
  void aNameThatIsKeptHasAnEnd(String attribute, int max) throws Exception {
    Authorship.check(UNNAMED, request(attribute, "n".repeat(max)));
    Refused refused =
        catchThrowableOfType(
            Refused.class,
            () -> Authorship.check(UNNAMED, request(attribute, "n".repeat(max + 1))));
    assertThat(refused.reason()).isEqualTo(Refused.Reason.MALFORMED);
    assertThat(refused.text()).contains(attribute, Integer.toString(max));
  }

  /** As forwarders add them; nothing is kept by them. */
  @Test
  void whatNamesNothingMayBeLonger() throws Exception {
    Authorship.check(UNNAMED, request("k8s.pod.annotation.notes", "n".repeat(10_000)));
  }

  private static ExportLogsServiceRequest request(String attribute, String value) {
    return Otlp.request(Map.of(attribute, value));
  }
}

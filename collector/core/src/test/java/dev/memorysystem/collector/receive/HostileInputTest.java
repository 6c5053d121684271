package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.collector.log.SignalKind;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes arrive, the answer is a request that can be read later, or a refusal. */
class HostileInputTest {
  private static final int ROUNDS = 20_000;
  private static final String JSON =
      """
      {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a"}}]},
      "scopeLogs":[{"logRecords":[{"timeUnixNano":"1544712660300000000","severityNumber":10,
      "traceId":"5b8efff798038103d269b633813fc60c","flags":1,"body":{"kvlistValue":{"values":[
      {"key":"d","value":{"doubleValue":-1.5e3}},{"key":"b","value":{"bytesValue":"AQID"}},
      {"key":"t","value":{"boolValue":true}},{"key":"l","value":{"arrayValue":{"values":[{}]}}}]}}}]}]}]}""";

  @Test
  void json() throws Exception {
    mutate(Format.JSON, JSON.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void protobuf() throws Exception {
    mutate(
        Format.PROTOBUF,
        OtlpCodec.decode(SignalKind.LOGS, Format.JSON, JSON.getBytes(StandardCharsets.UTF_8))
            .payload());
  }

  private static void mutate(Format format, byte[] valid) throws Exception {
    Random random = new Random(42);
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = valid.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
          case 0 -> bytes[at] = (byte) random.nextInt();
          case 1 -> bytes[at] = bytes[random.nextInt(bytes.length)];
          default ->
              System.arraycopy(
                  valid,
                  random.nextInt(bytes.length - 8),
                  bytes,
                  at,
                  Math.min(8, bytes.length - at));
        }
      }
      try {
        ExportLogsServiceRequest.parseFrom(
            OtlpCodec.decode(SignalKind.LOGS, format, bytes).payload());
        accepted++;
      } catch (Refused refused) {
        assertThat(refused.text()).contains("not an OTLP export request for logs");
      }
    }
    assertThat(accepted).isBetween(1, ROUNDS - 1);
  }
}

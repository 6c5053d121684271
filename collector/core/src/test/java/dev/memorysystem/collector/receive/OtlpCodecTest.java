package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.memorysystem.collector.log.SignalKind;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OtlpCodecTest {
  @Test
  void aRequestWithTooManyElementsIsRefusedBeforeTheyAreBuilt() throws Exception {
    String json = "{\"resourceLogs\":[" + "{},".repeat(Elements.MAX) + "{}]}";
    assertTooLarge(Format.JSON, json.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int i = 0; i < Elements.MAX; i++) {
      out.writeByteArray(ExportLogsServiceRequest.RESOURCE_LOGS_FIELD_NUMBER, new byte[0]);
    }
    out.flush();
    assertTooLarge(Format.PROTOBUF, bytes.toByteArray());
  }

  private static void assertTooLarge(Format format, byte[] body) {
    assertThatThrownBy(() -> OtlpCodec.decode(SignalKind.LOGS, format, body))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.reason()).isEqualTo(Refused.Reason.TOO_LARGE))
        .hasMessageContaining("smaller batches");
  }

  @Test
  void nestingWithoutEndIsMalformed() {
    AnyValue.Builder value = AnyValue.newBuilder().setStringValue("leaf");
    for (int i = 0; i < 60; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value));
    }
    assertMalformed(logs(LogRecord.newBuilder().setBody(value).build()).toByteArray());
  }

  @Test
  void textThatIsNotUtf8IsMalformed() {
    byte[] body = logs(LogRecord.newBuilder().setEventName("marker").build()).toByteArray();
    int at = ByteString.copyFrom(body).toString(StandardCharsets.ISO_8859_1).indexOf("marker");
    body[at] = (byte) 0xff;
    assertMalformed(body);
  }

  @Test
  void whatIsCutShortIsMalformed() {
    byte[] body = logs(LogRecord.newBuilder().setEventName("marker").build()).toByteArray();
    for (int length = 1; length < body.length; length++) {
      assertMalformed(ByteString.copyFrom(body, 0, length).toByteArray());
    }
  }

  @Test
  void fieldsOfALaterProtocolAreKept() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(4000, "from the future");
    out.writeFixed64(4001, 1);
    out.flush();
    assertThat(OtlpCodec.decode(SignalKind.LOGS, Format.PROTOBUF, bytes.toByteArray()).payload())
        .isEqualTo(bytes.toByteArray());
  }

  private static void assertMalformed(byte[] body) {
    assertThatThrownBy(() -> OtlpCodec.decode(SignalKind.LOGS, Format.PROTOBUF, body))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.reason()).isEqualTo(Refused.Reason.MALFORMED));
  }

  private static ExportLogsServiceRequest logs(LogRecord record) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
        .build();
  }
}

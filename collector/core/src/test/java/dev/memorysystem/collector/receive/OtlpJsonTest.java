package dev.memorysystem.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonTest {
  @Test
  void logsAsTheSpecificationWritesThem() throws Exception {
    LogRecord record =
        logRecord(
            """
            {"timeUnixNano":"1544712660300000000","observedTimeUnixNano":1544712660300000001,
             "severityNumber":10,"severityText":"Information",
             "traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174",
             "body":{"stringValue":"Example \\u00e9"},
             "attributes":[
               {"key":"string","value":{"stringValue":"some"}},
               {"key":"boolean","value":{"boolValue":true}},
               {"key":"int","value":{"intValue":"10"}},
               {"key":"double","value":{"doubleValue":637.704}},
               {"key":"bytes","value":{"bytesValue":"-_8="}},
               {"key":"array","value":{"arrayValue":{"values":[{"stringValue":"many"},{}]}}},
               {"key":"map","value":{"kvlistValue":{"values":[
                 {"key":"some.map.key","value":{"stringValue":"some value"}}]}}}]}""");
    assertThat(record.getTimeUnixNano()).isEqualTo(1544712660300000000L);
    assertThat(record.getObservedTimeUnixNano()).isEqualTo(1544712660300000001L);
    assertThat(record.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_INFO2);
    assertThat(record.getTraceId())
        .isEqualTo(
            ByteString.copyFrom(HexFormat.of().parseHex("5b8efff798038103d269b633813fc60c")));
    assertThat(record.getSpanId().size()).isEqualTo(8);
    assertThat(record.getBody().getStringValue()).isEqualTo("Example é");
    assertThat(value(record, 0).getStringValue()).isEqualTo("some");
    assertThat(value(record, 1).getBoolValue()).isTrue();
    assertThat(value(record, 2).getIntValue()).isEqualTo(10);
    assertThat(value(record, 3).getDoubleValue()).isEqualTo(637.704);
    assertThat(value(record, 4).getBytesValue().toByteArray())
        .isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff});
    assertThat(value(record, 5).getArrayValue().getValuesCount()).isEqualTo(2);
    assertThat(value(record, 6).getKvlistValue().getValues(0).getKey()).isEqualTo("some.map.key");
  }

  @Test
  void metricsAsTheSpecificationWritesThem() throws Exception {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    merge(
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
          {"name":"my.histogram","unit":"1","histogram":{"aggregationTemporality":1,"dataPoints":[
            {"startTimeUnixNano":"1544712660300000000","count":"2","sum":2,
             "bucketCounts":["1","1"],"explicitBounds":[1.5],"min":0,"max":"Infinity"}]}},
          {"name":"my.gauge","gauge":{"dataPoints":[{"asDouble":1},{"asInt":"-3"}]}}]}]}]}""",
        request);
    Metric histogram = request.getResourceMetrics(0).getScopeMetrics(0).getMetrics(0);
    assertThat(histogram.getHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    HistogramDataPoint point = histogram.getHistogram().getDataPoints(0);
    assertThat(point.getCount()).isEqualTo(2);
    assertThat(point.getBucketCountsList()).containsExactly(1L, 1L);
    assertThat(point.getExplicitBoundsList()).containsExactly(1.5);
    assertThat(point.hasMin()).isTrue();
    assertThat(point.getMax()).isInfinite();
    Metric gauge = request.getResourceMetrics(0).getScopeMetrics(0).getMetrics(1);
    assertThat(gauge.getGauge().getDataPoints(0).getAsDouble()).isEqualTo(1);
    assertThat(gauge.getGauge().getDataPoints(1).getAsInt()).isEqualTo(-3);
  }

  @Test
  void unknownFieldsAreIgnoredAndNullIsAbsent() throws Exception {
    assertThat(
            logRecord(
                """
                {"newField":{"a":[1,{"b":2}]},"eventName":"e","body":null,"severityText":"s"}"""))
        .isEqualTo(LogRecord.newBuilder().setEventName("e").setSeverityText("s").build());
  }

  @Test
  void namesOfTheProtoFilesAreUnderstoodToo() throws Exception {
    assertThat(logRecord("{\"event_name\":\"e\",\"time_unix_nano\":\"5\"}"))
        .isEqualTo(LogRecord.newBuilder().setEventName("e").setTimeUnixNano(5).build());
  }

  @Test
  void unsignedTimesUseAll64Bits() throws Exception {
    assertThat(logRecord("{\"timeUnixNano\":\"18446744073709551615\"}").getTimeUnixNano())
        .isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{} {}",
        "{\"resourceLogs\":[",
        "{\"resourceLogs\":[{\"a\":}]}"
      })
  void whatIsNoJsonObjectIsRefused(String text) {
    assertThatThrownBy(() -> merge(text, ExportLogsServiceRequest.newBuilder()))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"timeUnixNano":"soon"}          | timeUnixNano must be an integer
          {"timeUnixNano":true}            | timeUnixNano must be an integer
          {"timeUnixNano":"-1"}            | timeUnixNano must be an integer
          {"timeUnixNano":1.5}             | timeUnixNano must be an integer
          {"flags":4294967296}             | flags must be an integer
          {"eventName":5}                  | eventName must be a string
          {"traceId":"xyz"}                | traceId must be hexadecimal
          {"severityNumber":"LOUD"}        | severityNumber must be the number
          {"attributes":{}}                | attributes must be an array
          {"attributes":[3]}               | attributes/0 must be an object
          {"attributes":[null]}            | attributes/0 must be an object
          {"body":{"boolValue":"true"}}    | boolValue must be true or false
          {"body":{"bytesValue":"%%"}}     | bytesValue must be base64
          {"body":{"doubleValue":"much"}}  | doubleValue must be a number
          """)
  void whatIsOfAnotherTypeIsNamedByItsPath(String record, String message) {
    assertThatThrownBy(() -> logRecord(record))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/resourceLogs/0/scopeLogs/0/logRecords/0/")
        .hasMessageContaining(message);
  }

  @Test
  void nestingIsBounded() {
    String deep =
        "{\"body\":" + "{\"arrayValue\":{\"values\":[".repeat(60) + "]}}".repeat(60) + "}";
    assertThatThrownBy(() -> logRecord(deep))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nesting depth");
  }

  private static AnyValue value(LogRecord record, int index) {
    return record.getAttributes(index).getValue();
  }

  private static LogRecord logRecord(String json) throws Exception {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    merge("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + json + "]}]}]}", request);
    return request.getResourceLogs(0).getScopeLogs(0).getLogRecords(0);
  }

  private static void merge(String json, Message.Builder into) throws Exception {
    OtlpJson.merge(json.getBytes(StandardCharsets.UTF_8), into);
  }
}

package dev.memorysystem.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The CRD in a real API server: defaults, and what a wrong profile's author is told. */
class ProfileValidationTest {
  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void install() throws IOException, GeneralSecurityException {
    server = ApiServer.start();
    client = server.client();
    var crd = client.resource(CommittedCrd.read()).create();
    client
        .resource(crd)
        .waitUntilCondition(
            stored ->
                stored != null
                    && stored.getStatus() != null
                    && stored.getStatus().getConditions().stream()
                        .anyMatch(
                            c -> c.getType().equals("Established") && c.getStatus().equals("True")),
            60,
            TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      client.close();
      server.close();
    }
  }

  @Test
  void anEmptySpecGetsTheDefaultsTheTypesHave() {
    GenericKubernetesResource bare =
        Serialization.unmarshal(
            """
            apiVersion: memory-system.dev/v1alpha1
            kind: MemoryProfile
            metadata: {name: empty}
            """,
            GenericKubernetesResource.class);

    client.resource(bare).create();

    String raw =
        client.raw("/apis/memory-system.dev/v1alpha1/namespaces/default/memoryprofiles/empty");
    assertThat(raw)
        .contains("\"overhead\":{\"cpuPercent\":2,\"longestPause\":\"200ms\",\"memory\":\"50Mi\"}");
    assertThat(Serialization.unmarshal(raw, MemoryProfile.class).getSpec())
        .isEqualTo(MemoryProfileSpec.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesAreAccepted(Path example) throws IOException {
    MemoryProfile profile = Serialization.unmarshal(Files.readString(example), MemoryProfile.class);

    MemoryProfile stored = client.resource(profile).inNamespace("default").create();

    assertThat(stored.getSpec()).isEqualTo(profile.getSpec());
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {overhead: {cpuPercent: 0}}             | overhead.cpuPercent must be between 0.1 and 100 (percent of one core)
          {overhead: {cpuPercent: 101}}           | overhead.cpuPercent must be between 0.1 and 100 (percent of one core)
          {overhead: {memory: plenty}}            | overhead.memory must be a quantity of memory with its unit, such as 50Mi
          {overhead: {memory: '50'}}              | overhead.memory must be between 8Mi and 1Gi
          {overhead: {memory: 2Gi}}               | overhead.memory must be between 8Mi and 1Gi
          {overhead: {longestPause: '200'}}       | overhead.longestPause must be a whole number with its unit ms or s, such as 200ms
          {overhead: {longestPause: 11s}}         | overhead.longestPause must not be longer than 10s
          {overhead: {samplingCpuPercent: 1}}     | overhead.samplingCpuPercent must be between 0.01 and 0.3 (percent of one core)
          {overhead: {walkCpuPercent: 0}}         | overhead.walkCpuPercent must be between 0.01 and 0.3 (percent of one core)
          {directives: [{id: a, kind: HeapDump}]} | spec.directives[0].pod: Required value
          {directives: [{id: A, kind: HeapDump, pod: x}]} | directives: id must consist of lower-case letters, digits and -
          {directives: [{id: a, kind: Kill, pod: x}]} | supported values: "ClassCensus", "HeapDump", "StackSamples"
          {directives: [{id: a, kind: HeapDump, pod: x, maxSize: much}]} | directives: maxSize must be a quantity of bytes with its unit, such as 2Gi
          {directives: [{id: a, kind: HeapDump, pod: x}, {id: a, kind: HeapDump, pod: x}]} | directives: the same id is listed twice
          {detection: {minimumConfidence: 80}}    | detection.minimumConfidence must be between 0 and 1
          {detection: {minimumConfidence: -0.1}}  | detection.minimumConfidence must be between 0 and 1
          {detection: {horizon: next week}}       | detection.horizon must be a whole number with its unit d, h or m, such as 7d or 168h
          {capture: {allocationSites: Sometimes}} | supported values: "Always", "Never", "OnSuspicion"
          {selector: {matchExpressions: [{key: a, operator: Is}]}} | supported values: "In", "NotIn", "Exists", "DoesNotExist"
          {rollout: Always}                       | spec.rollout: Unsupported value: "Always": supported values: "Never", "OnChange"
          {ignore: [{id: 'a b'}]}                 | ignore: id must be the id of a finding as status.findings shows it
          {ignore: [{reason: known}]}             | spec.ignore[0].id: Required value
          {ignore: [{id: a1}, {id: a1}]}          | ignore: the same finding id is listed twice
          {findings: [{id: 'a b', triage: Ignored}]} | findings: id must be the id of a finding as status.findings shows it
          {findings: [{triage: Ignored}]}         | spec.findings[0].id: Required value
          {findings: [{id: a1}]}                  | spec.findings[0].triage: Required value
          {findings: [{id: a1, triage: Fixed}]}   | supported values: "Acknowledged", "Ignored"
          {findings: [{id: a1, triage: Ignored, until: tomorrow}]} | findings: until must be a time as RFC 3339 has it, such as 2026-12-31T00:00:00Z
          {findings: [{id: a1, triage: Ignored, until: '2026-12-31'}]} | findings: until must be a time as RFC 3339 has it
          {findings: [{id: a1, triage: Ignored, until: '2026-02-30T00:00:00Z'}]} | spec.findings[0].until
          {findings: [{id: a1, triage: Ignored}, {id: a1, triage: Acknowledged}]} | findings: the same finding id is listed twice
          {selektor: {}}                          | unknown field "spec.selektor"
          """)
  void aWrongProfileIsRefusedWithAMessageThatSaysWhatToDo(String spec, String message) {
    GenericKubernetesResource wrong =
        Serialization.unmarshal(
            """
            apiVersion: memory-system.dev/v1alpha1
            kind: MemoryProfile
            metadata: {name: wrong}
            spec: %s
            """
                .formatted(spec),
            GenericKubernetesResource.class);

    assertThatThrownBy(
            () ->
                client
                    .resource(wrong)
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(message);
  }
}

package dev.memorysystem.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.injection.ContainerBounds;
import dev.memorysystem.injection.Injection;
import dev.memorysystem.injection.Lookups;
import dev.memorysystem.injection.SkipReason;
import dev.memorysystem.operator.TestObjects;
import dev.memorysystem.operator.cluster.DefaultProfile;
import dev.memorysystem.operator.cluster.ExcludedNamespaces;
import dev.memorysystem.operator.webhook.Admission.Outcome;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reviews as an API server sends them, and the pods that come of the answers; {@code
 * -Dgenerate=true} writes the golden pods.
 */
class AdmissionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/memorysystem/operator/webhook");

  private final FakeCircuit circuit = new FakeCircuit();

  @ParameterizedTest
  @ValueSource(strings = {"deployment", "sidecars", "newer-api-server"})
  void thePodStartsAsTheGoldenFileHasIt(String name) throws Exception {
    JsonNode review = JSON.readTree(GOLDEN.resolve(name + ".review.json").toFile());

    Admission.Answer answer = admission(new NoLookups()).answer(review.toString());

    assertThat(answer.outcome()).isEqualTo(Outcome.INJECTED);
    JsonNode pod = patched(review, response(answer));
    Path golden = GOLDEN.resolve(name + ".pod.json");
    if (Boolean.getBoolean("generate")) {
      Files.writeString(
          golden, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(pod) + "\n");
    }
    assertThat(pod).isEqualTo(JSON.readTree(golden.toFile()));
  }

  @Test
  void theAnswerIsAnAdmissionReviewOfItsRequest() throws Exception {
    Admission.Answer answer = admission(new NoLookups()).answer(review("deployment").toString());

    JsonNode json = JSON.readTree(answer.body());
    assertThat(json.get("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
    assertThat(json.get("kind").asText()).isEqualTo("AdmissionReview");
    assertThat(response(answer).get("uid").asText())
        .isEqualTo("0df28fbd-5f5f-11e8-bc74-36e6bb280816");
    assertThat(response(answer).get("allowed").asBoolean()).isTrue();
    assertThat(response(answer).get("patchType").asText()).isEqualTo("JSONPatch");
  }

  @Test
  void aSecondReviewOfTheInjectedPodChangesNothing() throws Exception {
    ObjectNode review = review("deployment");
    Admission admission = admission(new NoLookups());
    JsonNode injected = patched(review, response(admission.answer(review.toString())));
    ((ObjectNode) review.get("request")).set("object", injected);

    Admission.Answer again = admission.answer(review.toString());

    assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(response(again).has("patch")).isFalse();
    assertThat(response(again).get("allowed").asBoolean()).isTrue();
  }

  @Test
  void anErrorInsideLetsThePodPassAsItIs() throws Exception {
    Lookups broken =
        new NoLookups() {
          @Override
          public ContainerBounds containerBounds(String namespace) {
            throw new IllegalStateException("broken on purpose");
          }
        };

    Admission.Answer answer = admission(broken).answer(review("deployment").toString());

    assertAllowedAsItIs(answer, Outcome.FAILED);
  }

  @Test
  void aPodThatCannotBeReadPasses() throws Exception {
    ObjectNode review = review("deployment");
    ((ObjectNode) review.get("request")).put("object", "not a pod");

    assertAllowedAsItIs(admission(new NoLookups()).answer(review.toString()), Outcome.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kube-system", "memory-system"})
  void aSystemNamespaceIsLeftAloneEvenWhenTheSelectorLetItThrough(String namespace)
      throws Exception {
    ObjectNode review = review("deployment");
    ((ObjectNode) review.get("request")).put("namespace", namespace);

    assertAllowedAsItIs(admission(new NoLookups()).answer(review.toString()), Outcome.SKIPPED);
  }

  @Test
  void whatIsNoNewPodIsLeftAlone() throws Exception {
    ObjectNode update = review("deployment");
    ((ObjectNode) update.get("request")).put("operation", "UPDATE");
    ObjectNode ephemeral = review("deployment");
    ((ObjectNode) ephemeral.get("request")).put("subResource", "ephemeralcontainers");

    assertAllowedAsItIs(admission(new NoLookups()).answer(update.toString()), Outcome.SKIPPED);
    assertAllowedAsItIs(admission(new NoLookups()).answer(ephemeral.toString()), Outcome.SKIPPED);
  }

  @Test
  void anOptedOutPodIsLeftAlone() throws Exception {
    ObjectNode review = review("deployment");
    ((ObjectNode) review.at("/request/object/metadata"))
        .set("annotations", JSON.readTree("{\"memory-system.dev/inject\":\"false\"}"));

    assertAllowedAsItIs(admission(new NoLookups()).answer(review.toString()), Outcome.SKIPPED);
  }

  @Test
  void whereTheAgentDoesHarmThePodStartsWithoutItAndSaysSo() throws Exception {
    circuit.trouble = Optional.of(SkipReason.AgentImageUnavailable);
    ObjectNode review = review("deployment");

    Admission.Answer answer = admission(new NoLookups()).answer(review.toString());

    assertThat(answer.outcome()).isEqualTo(Outcome.SKIPPED);
    JsonNode pod = patched(review, response(answer));
    assertThat(pod.get("spec")).isEqualTo(review.at("/request/object/spec"));
    assertThat(pod.at("/metadata/annotations/memory-system.dev~1skipped").asText())
        .contains("=AgentImageUnavailable");
    assertThat(circuit.admitted).hasValue(0);

    circuit.trouble = Optional.empty();
    ((ObjectNode) review.get("request")).set("object", pod);

    assertThat(admission(new NoLookups()).answer(review.toString()).outcome())
        .as("invoked again for the same pod")
        .isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void aDryRunIsAnsweredAsARunAndTheCircuitToldSo() throws Exception {
    ObjectNode review = review("deployment");
    Admission admission = admission(new NoLookups());
    String run = admission.answer(review.toString()).body();
    ((ObjectNode) review.get("request")).put("dryRun", true);

    assertThat(admission.answer(review.toString()).body()).isEqualTo(run);
    assertThat(circuit.dryRuns).hasValue(1);
    assertThat(circuit.admitted).as("counted").hasValue(1);
  }

  @Test
  void aPodThatIsAboutAsLargeAsCanBeStoredIsLeftAlone() throws Exception {
    ObjectNode review = review("deployment");
    ((ObjectNode) review.at("/request/object/spec/containers/0"))
        .putArray("args")
        .add("x".repeat(1024 * 1024));

    assertAllowedAsItIs(admission(new NoLookups()).answer(review.toString()), Outcome.SKIPPED);
  }

  @Test
  void withoutAProfileOrDefaultThePodIsLeftAlone() throws Exception {
    Admission none = admission(new NoLookups(), List.of(), Optional.empty());

    assertAllowedAsItIs(none.answer(review("deployment").toString()), Outcome.SKIPPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "nonsense", "{\"request\":{\"uid\":5}}"})
  void whatIsNoReviewIsRefused(String body) {
    assertThatThrownBy(() -> admission(new NoLookups()).answer(body))
        .isInstanceOf(Admission.NotAReview.class);
  }

  @Test
  void theWarmUpGoesTheWholeWay() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Lookups counting =
        new NoLookups() {
          @Override
          public ContainerBounds containerBounds(String namespace) {
            asked.incrementAndGet();
            return ContainerBounds.NONE;
          }
        };

    WarmUp.run(admission(counting, List.of(), Optional.empty()));

    assertThat(asked).as("pods injected").hasPositiveValue();
  }

  private static void assertAllowedAsItIs(Admission.Answer answer, Outcome outcome)
      throws IOException {
    assertThat(answer.outcome()).isEqualTo(outcome);
    assertThat(response(answer).get("allowed").asBoolean()).isTrue();
    assertThat(response(answer).has("patch")).isFalse();
    assertThat(response(answer).has("patchType")).isFalse();
  }

  private Admission admission(Lookups lookups) {
    return admission(lookups, List.of(), Optional.of(MemoryProfileSpec.DEFAULT));
  }

  private Admission admission(
      Lookups lookups, List<MemoryProfile> profiles, Optional<MemoryProfileSpec> byDefault) {
    return new Admission(
        new Injection(TestObjects::agentSettings, lookups),
        namespace -> profiles,
        new DefaultProfile(byDefault),
        new ExcludedNamespaces(Set.of("kube-system", "memory-system")),
        circuit,
        new KubernetesSerialization());
  }

  private static ObjectNode review(String name) throws IOException {
    return (ObjectNode) JSON.readTree(GOLDEN.resolve(name + ".review.json").toFile());
  }

  private static JsonNode response(Admission.Answer answer) throws IOException {
    return JSON.readTree(answer.body()).get("response");
  }

  /** What the API server does with an answer. */
  private static JsonNode patched(JsonNode review, JsonNode response) throws IOException {
    JsonNode patch = JSON.readTree(Base64.getDecoder().decode(response.get("patch").asText()));
    return JsonPatch.apply(patch, review.at("/request/object"));
  }

  /** An empty cluster. */
  private static class NoLookups implements Lookups {
    @Override
    public ConfigMapData configMap(String namespace, String name) {
      return new ConfigMapData.Missing();
    }

    @Override
    public boolean isCronJob(String namespace, String name) {
      return false;
    }

    @Override
    public ContainerBounds containerBounds(String namespace) {
      return ContainerBounds.NONE;
    }
  }
}

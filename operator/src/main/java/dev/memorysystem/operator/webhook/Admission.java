package dev.memorysystem.operator.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.injection.Injection;
import dev.memorysystem.injection.InjectionResult;
import dev.memorysystem.injection.SkipReason;
import dev.memorysystem.operator.circuit.Circuit;
import dev.memorysystem.operator.cluster.DefaultProfile;
import dev.memorysystem.operator.cluster.ExcludedNamespaces;
import dev.memorysystem.operator.cluster.Profiles;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.zjsonpatch.JsonDiff;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Answers an AdmissionReview (admission.k8s.io/v1) about a new pod. Every answer allows the pod;
 * when anything goes wrong, as it is. Nothing is written anywhere; a dry run differs from a run in
 * that the circuit forgets it.
 */
public final class Admission {
  private static final Logger LOG = Logger.getLogger(Admission.class);

  /**
   * etcd takes 1.5 MiB: a pod near that would be refused with more in it. In characters of JSON.
   */
  private static final int MAX_POD = 1024 * 1024;

  private final Injection injection;
  private final Function<String, List<MemoryProfile>> profiles;
  private final DefaultProfile defaultProfile;
  private final ExcludedNamespaces excluded;
  private final Circuit circuit;
  private final KubernetesSerialization serialization;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param profiles of a namespace
   */
  public Admission(
      Injection injection,
      Function<String, List<MemoryProfile>> profiles,
      DefaultProfile defaultProfile,
      ExcludedNamespaces excluded,
      Circuit circuit,
      KubernetesSerialization serialization) {
    this.injection = injection;
    this.profiles = profiles;
    this.defaultProfile = defaultProfile;
    this.excluded = excluded;
    this.circuit = circuit;
    this.serialization = serialization;
  }

  /** What became of a review; the names are a metric's label. */
  public enum Outcome {
    INJECTED,
    SKIPPED,
    UNCHANGED,
    FAILED
  }

  /**
   * @param body JSON of an AdmissionReview with its response
   * @param summary what became of which pod, for the log
   */
  public record Answer(String body, Outcome outcome, String summary) {}

  private record Decision(Outcome outcome, String why) {}

  /**
   * @throws NotAReview when there is nothing to answer to
   */
  public Answer answer(String review) throws NotAReview {
    JsonNode request = request(review);
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("uid", request.get("uid").asText());
    response.put("allowed", true);
    String pod =
        request.path("namespace").asText() + "/" + name(request.path("object").path("metadata"));
    Decision decision = decide(pod, request, response);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("apiVersion", "admission.k8s.io/v1");
    answer.put("kind", "AdmissionReview");
    answer.set("response", response);
    return new Answer(answer.toString(), decision.outcome(), "pod " + pod + ": " + decision.why());
  }

  private JsonNode request(String review) throws NotAReview {
    try {
      JsonNode request = json.readTree(review).path("request");
      if (!request.path("uid").isTextual()) {
        throw new NotAReview("request.uid is missing: this is no AdmissionReview");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw new NotAReview("not JSON: " + e.getOriginalMessage());
    }
  }

  private Decision decide(String pod, JsonNode request, ObjectNode response) {
    String namespace = request.path("namespace").asText();
    try {
      return excluded.contains(namespace) || !isNewPod(request)
          ? new Decision(Outcome.SKIPPED, "not for the webhook")
          : inject(namespace, request, response);
    } catch (RuntimeException | JsonProcessingException | StackOverflowError e) {
      LOG.errorf(e, "pod %s: not injected, it starts as it is", pod);
      response.remove(List.of("patch", "patchType"));
      return new Decision(Outcome.FAILED, "not injected: " + e);
    }
  }

  private static boolean isNewPod(JsonNode request) {
    return request.path("resource").path("resource").asText().equals("pods")
        && request.path("operation").asText().equals("CREATE")
        && request.path("subResource").asText().isEmpty();
  }

  private Decision inject(String namespace, JsonNode request, ObjectNode response)
      throws JsonProcessingException {
    String object = request.get("object").toString();
    if (object.length() > MAX_POD) {
      return new Decision(Outcome.SKIPPED, "not injected: " + SkipReason.PodTooLarge.message());
    }
    Pod pod = serialization.unmarshal(object, Pod.class);
    boolean dryRun = request.path("dryRun").asBoolean();
    return switch (injection.plan(
        pod, namespace, profile(namespace, pod), () -> circuit.spare(pod, namespace, dryRun))) {
      case InjectionResult.Injected(Pod injected, var skipped) -> {
        patch(pod, injected, response);
        if (!dryRun) {
          circuit.admitted(pod, namespace);
        }
        yield new Decision(
            Outcome.INJECTED, "injected" + (skipped.isEmpty() ? "" : ", except " + skipped));
      }
      case InjectionResult.Noted(Pod noted, var skipped) -> {
        patch(pod, noted, response);
        yield new Decision(Outcome.SKIPPED, "not injected: " + skipped);
      }
      case InjectionResult.Skipped(var reason) ->
          new Decision(Outcome.SKIPPED, "not injected: " + reason.message());
      case InjectionResult.Unchanged() ->
          new Decision(Outcome.UNCHANGED, "nothing to change: injected before");
    };
  }

  private Optional<MemoryProfileSpec> profile(String namespace, Pod pod) {
    return Profiles.governing(profiles.apply(namespace), pod)
        .map(MemoryProfile::getSpec)
        .or(defaultProfile::spec);
  }

  /**
   * Both sides go through the same types, so that the difference is what we changed and nothing
   * else, also where the API server knows fields that we do not.
   */
  private void patch(Pod before, Pod after, ObjectNode response) throws JsonProcessingException {
    JsonNode patch =
        JsonDiff.asJson(
            json.readTree(serialization.asJson(before)),
            json.readTree(serialization.asJson(after)));
    response.put("patchType", "JSONPatch");
    response.put("patch", Base64.getEncoder().encodeToString(patch.toString().getBytes(UTF_8)));
  }

  private static String name(JsonNode metadata) {
    return metadata.path("name").asText(metadata.path("generateName").asText("unnamed"));
  }

  /** The caller sent something else. */
  public static final class NotAReview extends Exception {
    private static final long serialVersionUID = 1;

    NotAReview(String message) {
      super(message);
    }
  }
}

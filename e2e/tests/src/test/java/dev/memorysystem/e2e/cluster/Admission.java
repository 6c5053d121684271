package dev.memorysystem.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Base64;
import java.util.Map;

/** Asks one replica of the operator, from the API server's side, what its Service would ask any. */
public final class Admission {
  private static final int WEBHOOK_PORT = 9443;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Admission() {}

  /**
   * The JSON patch, as text with its pointers unescaped, with which the replica answers a new pod
   * in the namespace.
   */
  public static String patch(Pod replica, String namespace) {
    String path =
        "/api/v1/namespaces/%s/pods/https:%s:%d/proxy/mutate"
            .formatted(
                replica.getMetadata().getNamespace(),
                replica.getMetadata().getName(),
                WEBHOOK_PORT);
    String answer = Cluster.CLIENT.raw(path, "POST", review(namespace));
    try {
      String patch = JSON.readTree(answer).path("response").path("patch").asText();
      return new String(Base64.getDecoder().decode(patch), UTF_8).replace("~1", "/");
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + answer, e);
    }
  }

  private static Map<String, Object> review(String namespace) {
    return Map.of(
        "apiVersion",
        "admission.k8s.io/v1",
        "kind",
        "AdmissionReview",
        "request",
        Map.of(
            "uid",
            "e2e",
            "kind",
            Map.of("group", "", "version", "v1", "kind", "Pod"),
            "resource",
            Map.of("group", "", "version", "v1", "resource", "pods"),
            "namespace",
            namespace,
            "operation",
            "CREATE",
            "dryRun",
            true,
            "object",
            admitted()));
  }

  /** The probe as the API server's own admission hands it on: with a ServiceAccount. */
  private static Pod admitted() {
    Pod pod = Workloads.probe();
    pod.getSpec().setServiceAccountName("default");
    return pod;
  }
}

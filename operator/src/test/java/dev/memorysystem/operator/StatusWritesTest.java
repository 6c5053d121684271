package dev.memorysystem.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.memorysystem.analyzer.Decision;
import dev.memorysystem.analyzer.Hour;
import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.crd.CommittedCrd;
import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.MemoryProfileStatus;
import dev.memorysystem.operator.collector.ReportedAssessment;
import dev.memorysystem.operator.event.Notice;
import dev.memorysystem.operator.event.ProfileNotices;
import dev.memorysystem.operator.status.Observed;
import dev.memorysystem.operator.status.Scene;
import dev.memorysystem.operator.status.StatusAggregator;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What an hour costs the API server: the analyzer's decisions, made into statuses as the operator
 * does and stored in a real API server, in event time.
 */
class StatusWritesTest {
  /** As often as the reconciler looks without news. */
  private static final int NOW_AND_THEN = 30;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .serializationInclusion(JsonInclude.Include.NON_EMPTY)
          .build();

  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void install() throws IOException, GeneralSecurityException {
    server = ApiServer.start();
    client = server.client();
    client.resource(CommittedCrd.read()).create();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      client.close();
      server.close();
    }
  }

  /**
   * @param writes of the status
   * @param reconciliations that could have written
   * @param events distinct ones
   * @param versions resourceVersions of the profile that the API server gave
   */
  private record Counted(int writes, int reconciliations, int events, int versions) {}

  @Test
  void aSteadyLeak() throws IOException {
    Counted hour = count("leak", Hour.ofALeak(1), 1);

    assertThat(hour.writes()).as("%s", hour).isBetween(3, 12);
    assertThat(hour.versions()).isEqualTo(hour.writes());
    // suspected and confirmed, on profile and pod
    assertThat(hour.events()).as("%s", hour).isEqualTo(4);
  }

  @Test
  void aSteadyHealthyWorkload() throws IOException {
    Counted hour = count("healthy", Hour.ofHealth(1), 1);

    assertThat(hour.writes()).as("%s", hour).isBetween(1, 4);
    assertThat(hour.versions()).isEqualTo(hour.writes());
    assertThat(hour.events()).isZero();
  }

  @Test
  void aLeakInTenReplicas() throws IOException {
    Counted hour = count("replicas", Hour.ofALeak(10), 10);

    assertThat(hour.writes()).as("%s", hour).isBetween(3, 16);
    assertThat(hour.versions()).isEqualTo(hour.writes());
    // suspected and confirmed, on the profile and on at most three pods each
    assertThat(hour.events()).as("%s", hour).isLessThanOrEqualTo(8);
  }

  private Counted count(String name, List<Hour.Told> hour, int replicas) throws IOException {
    Scene scene = scene(name, replicas);
    Deque<Hour.Told> told = new ArrayDeque<>(hour);
    int writes = 0;
    int reconciliations = 0;
    Set<String> events = new HashSet<>();
    Set<String> versions = new HashSet<>();
    for (int second = 0; second <= Hour.SECONDS; second++) {
      scene.now = Hour.START.plusSeconds(second);
      boolean news = hear(scene, told);
      if (!news && second % NOW_AND_THEN != 0) {
        continue;
      }
      reconciliations++;
      Observed observed = scene.observed();
      MemoryProfileStatus status = StatusAggregator.next(observed, scene.profile.getStatus());
      ProfileNotices.of(scene.profile, status, scene.pods, scene.now)
          .forEach(notice -> events.add(key(notice)));
      UpdateControl<MemoryProfile> control =
          MemoryProfileReconciler.writeIfChanged(scene.profile, status);
      if (control.isPatchStatus()) {
        writes++;
        client
            .resource(control.getResource().orElseThrow())
            .subresource("status")
            .patch(
                new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager("memoryprofile")
                    .withForce(true)
                    .build());
        MemoryProfile stored =
            client.resources(MemoryProfile.class).inNamespace("default").withName(name).get();
        versions.add(stored.getMetadata().getResourceVersion());
        scene.profile.setStatus(stored.getStatus());
      }
    }
    assertThat(told).isEmpty();
    return new Counted(writes, reconciliations, events.size(), versions.size());
  }

  /** A profile in the API server, and its pods, which report from the start. */
  private static Scene scene(String name, int replicas) {
    MemoryProfile profile =
        Serialization.unmarshal(
            """
            apiVersion: memory-system.dev/v1alpha1
            kind: MemoryProfile
            metadata: {name: %s, namespace: default}
            """
                .formatted(name),
            MemoryProfile.class);
    MemoryProfile created = client.resource(profile).create();
    Scene scene = new Scene();
    scene.profile.setMetadata(created.getMetadata());
    scene.profile.setSpec(created.getSpec());
    scene.now = Hour.START;
    for (int i = 0; i < replicas; i++) {
      scene.injected("p" + i).running(Duration.ofSeconds(60)).process("p" + i, "reporting");
    }
    return scene;
  }

  /** Whether something was told by now. */
  private static boolean hear(Scene scene, Deque<Hour.Told> told) throws IOException {
    boolean news = false;
    while (!told.isEmpty() && !told.peek().at().isAfter(scene.now)) {
      news = true;
      switch (told.remove().decision()) {
        case Decision.FindingChanged(var finding) -> {
          scene.findings.removeIf(before -> before.id().equals(finding.id()));
          scene.findings.add(read(finding, Finding.class));
        }
        case Decision.AssessmentChanged(var assessment) -> {
          scene.assessments.clear();
          scene.assessments.add(read(assessment, ReportedAssessment.class));
        }
        case Decision.AnomaliesChanged none -> {}
      }
    }
    return news;
  }

  private static <T> T read(Object said, Class<T> type) throws IOException {
    return Serialization.unmarshal(JSON.writeValueAsString(said), type);
  }

  private static String key(Notice notice) {
    return notice.regarding().getUid() + " " + notice.reason() + " " + notice.transition();
  }
}

package dev.memorysystem.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.operator.LogLines;
import dev.memorysystem.operator.NeedsApiServer;
import dev.memorysystem.operator.TestCluster;
import dev.memorysystem.operator.status.Reason;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that the API server does not take, and what is said of it. */
@QuarkusTest
@WithTestResource(TestCluster.class)
@NeedsApiServer
class EventPublisherTest {
  @Inject EventPublisher events;

  ApiServer server;
  private KubernetesClient client;

  /** The operator itself may do none of what a test does here. */
  @BeforeEach
  void connect() {
    client = server.client();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void ofANamespaceThatIsBeingDeletedNothingIsSaid() {
    // Nobody empties it here: it stays as it is in the middle of its deletion.
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("going").endMetadata().build())
        .create();
    client.namespaces().withName("going").delete();

    assertThat(said(() -> events.publish(List.of(notice("going"))))).isEmpty();
    assertThat(client.events().v1().events().inNamespace("going").list().getItems()).isEmpty();
  }

  @Test
  void anEventThatIsRefusedForAnotherReasonIsSaid() {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("strict").endMetadata().build())
        .create();
    Notice wrong =
        new Notice(
            new ObjectReferenceBuilder(notice("strict").regarding()).withName("Not A Name").build(),
            Notice.Type.Warning,
            Reason.LeakConfirmed,
            "note",
            "transition");

    assertThat(said(() -> events.publish(List.of(wrong))))
        .singleElement()
        .asString()
        .contains("refuses an Event");
  }

  private static Notice notice(String namespace) {
    return new Notice(
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Pod")
            .withNamespace(namespace)
            .withName("web")
            .withUid("u")
            .build(),
        Notice.Type.Warning,
        Reason.LeakConfirmed,
        "note",
        "transition");
  }

  private static List<String> said(Runnable work) {
    return LogLines.of(EventPublisher.class, work).stream().map(LogRecord::getMessage).toList();
  }
}

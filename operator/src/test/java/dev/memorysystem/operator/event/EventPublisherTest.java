package dev.memorysystem.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.ApiServer;
import dev.memorysystem.operator.TestCluster;
import dev.memorysystem.operator.status.Reason;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Events that the API server does not take, and what is said of it. */
@QuarkusTest
@WithTestResource(TestCluster.class)
@EnabledIf(
    value = "dev.memorysystem.crd.ApiServer#isAvailable",
    disabledReason =
        "needs etcd (Debian package etcd-server) and kube-apiserver (run"
            + " `e2e/cluster/cluster tool kube-apiserver` once)")
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

  /** Lines of its log. */
  private static List<String> said(Runnable work) {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger log = Logger.getLogger(EventPublisher.class.getName());
    log.addHandler(handler);
    try {
      work.run();
    } finally {
      log.removeHandler(handler);
    }
    return List.copyOf(lines);
  }
}

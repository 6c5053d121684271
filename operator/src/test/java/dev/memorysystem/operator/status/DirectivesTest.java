package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.DirectiveStatus;
import dev.memorysystem.crd.MemoryProfile;
import dev.memorysystem.crd.Workload;
import dev.memorysystem.operator.collector.ReportedDirective;
import dev.memorysystem.operator.collector.ReportedProcess;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectivesTest {
  private static final MemoryProfile PROFILE =
      Serialization.unmarshal(
          """
          apiVersion: memory-system.dev/v1alpha1
          kind: MemoryProfile
          metadata: {name: all, namespace: shop}
          spec:
            directives:
            - {id: look, kind: ClassCensus, pod: orders-1}
            - {id: dump, kind: HeapDump, pod: orders-2}
          """,
          MemoryProfile.class);

  @Test
  void saysWhatBecameOfThemInEveryProcess() {
    List<DirectiveStatus> status =
        Directives.of(
            PROFILE,
            List.of(
                process("orders-1", "app", new ReportedDirective("all/look", "done", null, "T")),
                process(
                    "orders-1",
                    "sidecar",
                    new ReportedDirective("all/look", "refused", "it would take 400 ms", "T")),
                process(
                    "orders-2", "app", new ReportedDirective("other/dump", "done", null, "T"))));

    assertThat(status)
        .containsExactly(
            new DirectiveStatus("look", "orders-1", "app", "Done", null, "T"),
            new DirectiveStatus(
                "look", "orders-1", "sidecar", "Refused", "it would take 400 ms", "T"),
            new DirectiveStatus(
                "dump",
                "orders-2",
                null,
                "Pending",
                "its agent has not answered yet; one of version 0.1 never does",
                null));
  }

  @Test
  void saysThatNobodyIsThereToDoIt() {
    assertThat(Directives.of(PROFILE, List.of()))
        .extracting(DirectiveStatus::message)
        .containsExactly(
            "no process of pod orders-1 reports", "no process of pod orders-2 reports");
  }

  private static ReportedProcess process(
      String pod, String container, ReportedDirective... directives) {
    return new ReportedProcess(
        "i-" + pod + container,
        new Workload("shop", "Deployment", "orders", container),
        "reporting",
        null,
        pod,
        "uid-" + pod,
        "0.2.0",
        "running",
        null,
        List.of(directives));
  }
}

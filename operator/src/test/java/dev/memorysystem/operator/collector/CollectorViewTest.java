package dev.memorysystem.operator.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.Workload;
import dev.memorysystem.operator.status.Scene;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorViewTest {
  private final CollectorView view = new CollectorView(Clock.fixed(Scene.START, ZoneOffset.UTC));
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void listen() {
    view.onChange(told::add);
    view.onSynced(() -> told.add("synced"));
  }

  @Test
  void nothingIsKnownBeforeTheFirstConnectionHasToldEverything() {
    view.connected();
    view.finding(finding("a"));

    assertThat(view.snapshot("shop").everSynced()).isFalse();
    assertThat(view.snapshot("shop").findings()).isEmpty();
    assertThat(view.snapshot("shop").lostAt()).contains(Scene.START);
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsToldIsThereWhenSyncedAndOnlyInItsNamespace() {
    view.connected();
    view.finding(finding("a"));
    view.process(process("reporting"));
    view.assessment(new ReportedAssessment(Scene.ORDERS, "leak", "grows"));
    view.synced();

    assertThat(view.snapshot("shop").findings()).extracting(Finding::id).containsExactly("a");
    assertThat(view.snapshot("shop").processes()).hasSize(1);
    assertThat(view.snapshot("shop").assessments()).hasSize(1);
    assertThat(view.snapshot("shop").lostAt()).isEmpty();
    assertThat(view.snapshot("other").findings()).isEmpty();
    assertThat(told).containsExactly("shop", "synced");
  }

  @Test
  void liveChangesAreToldAndRepetitionsAreNot() {
    view.connected();
    view.synced();
    told.clear();

    view.process(process("reporting"));
    view.process(process("reporting"));
    view.process(process("silent"));

    assertThat(told).containsExactly("shop", "shop");
  }

  @Test
  void aLostConnectionKeepsWhatIsKnownUntilTheNextHasToldEverything() {
    view.connected();
    view.finding(finding("a"));
    view.synced();
    view.lost();
    assertThat(view.snapshot("shop").findings()).hasSize(1);
    assertThat(view.snapshot("shop").lostAt()).contains(Scene.START);
    view.connected();
    view.finding(finding("b"));
    assertThat(view.snapshot("shop").findings()).extracting(Finding::id).containsExactly("a");

    view.synced();

    assertThat(view.snapshot("shop").findings()).extracting(Finding::id).containsExactly("b");
    assertThat(view.snapshot("shop").everSynced()).isTrue();
  }

  @Test
  void aConnectionThatBreaksHalfwayChangesNothing() {
    view.connected();
    view.finding(finding("a"));
    view.synced();
    view.lost();
    view.connected();
    view.finding(finding("b"));

    view.lost();

    assertThat(view.snapshot("shop").findings()).extracting(Finding::id).containsExactly("a");
  }

  @Test
  void whatTheCollectorForgotIsForgotten() {
    view.connected();
    view.finding(finding("a"));
    view.finding(finding("b"));
    view.process(process("silent"));
    view.assessment(new ReportedAssessment(Scene.ORDERS, "leak", "grows"));
    view.synced();
    told.clear();

    view.removed(new Removed("finding", "a", Scene.ORDERS));
    view.removed(new Removed("process", "i-1", Scene.ORDERS));
    view.removed(new Removed("assessment", "shop/Deployment/orders/app", Scene.ORDERS));
    view.removed(new Removed("of a newer collector", "b", Scene.ORDERS));

    assertThat(view.snapshot("shop").findings()).extracting(Finding::id).containsExactly("b");
    assertThat(view.snapshot("shop").processes()).isEmpty();
    assertThat(view.snapshot("shop").assessments()).isEmpty();
    assertThat(told).containsExactly("shop", "shop", "shop");
  }

  @Test
  void processesOfTwoNamespacesMayNameThemselvesAlike() {
    view.connected();
    view.process(process("reporting"));
    Workload other = new Workload("other", "StatefulSet", "web", "app");
    view.process(new ReportedProcess("i-1", other, "silent", null, "web-0", "uid-b"));
    view.synced();
    assertThat(view.snapshot("shop").processes()).hasSize(1);
    assertThat(view.snapshot("other").processes()).hasSize(1);

    view.removed(new Removed("process", "i-1", other));

    assertThat(view.snapshot("shop").processes()).hasSize(1);
    assertThat(view.snapshot("other").processes()).isEmpty();
  }

  @Test
  void whatIsForgottenWhileTheViewIsRebuiltChangesNothingYet() {
    view.connected();
    view.finding(finding("a"));
    view.synced();
    told.clear();
    view.connected();
    view.finding(finding("a"));

    view.removed(new Removed("finding", "a", Scene.ORDERS));
    assertThat(view.snapshot("shop").findings()).hasSize(1);
    assertThat(told).isEmpty();
    view.synced();

    assertThat(view.snapshot("shop").findings()).isEmpty();
  }

  private static Finding finding(String id) {
    return Scene.finding(id, "confirmed", 0.9, Duration.ofHours(1));
  }

  private static ReportedProcess process(String status) {
    return new ReportedProcess(
        "i-1", new Workload("shop", "Deployment", "orders", "app"), status, null, "a", "uid-a");
  }
}

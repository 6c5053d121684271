package dev.memorysystem.operator.circuit;

import static dev.memorysystem.operator.circuit.Yaml.IMAGE;
import static dev.memorysystem.operator.circuit.Yaml.install;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.injection.SkipReason;
import dev.memorysystem.operator.circuit.InstallCircuit.Change;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallCircuitTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pod STUCK = install("web-1", "{waiting: {reason: ErrImagePull}}");
  private static final Pod DONE = install("web-1", "{terminated: {exitCode: 0}}");

  private final InstallCircuit circuit = new InstallCircuit();
  private Instant now = START;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {waiting: {reason: ErrImagePull}}                | AgentImageUnavailable
          {waiting: {reason: ImagePullBackOff}}            | AgentImageUnavailable
          {waiting: {reason: InvalidImageName}}            | AgentImageUnavailable
          {waiting: {reason: ErrImageNeverPull}}           | AgentImageUnavailable
          {waiting: {reason: CreateContainerError}}        | AgentInstallFailing
          {waiting: {reason: CreateContainerConfigError}}  | AgentInstallFailing
          {waiting: {reason: CrashLoopBackOff}}            | AgentInstallFailing
          {terminated: {exitCode: 137, reason: OOMKilled}} | AgentInstallFailing
          {terminated: {exitCode: 1}}                      | AgentInstallFailing
          {terminated: {exitCode: 0}}                      | ''
          {waiting: {reason: PodInitializing}}             | ''
          {waiting: {reason: ContainerCreating}}           | ''
          {waiting: {}}                                    | ''
          {running: {}}                                    | ''
          {}                                               | ''
          """)
  void whatKeepsTheInitContainerFromEndingWell(String state, String reason) {
    assertThat(InstallTrouble.of(install("web-1", state)).map(t -> t.reason().name()).orElse(""))
        .isEqualTo(reason);
  }

  @Test
  void theWordsOfTroubleAreTheKubelets() {
    Pod looping =
        Yaml.injected(
            "web-1",
            """
            {initContainerStatuses: [{name: memory-system-agent,
              state: {waiting: {reason: CrashLoopBackOff, message: back-off 10s}},
              lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}]}""");

    assertThat(InstallTrouble.of(looping))
        .map(InstallTrouble::toString)
        .contains("OOMKilled: exit code 137");
    assertThat(InstallTrouble.of(STUCK)).map(InstallTrouble::toString).contains("ErrImagePull");
    assertThat(InstallTrouble.of(looping).orElseThrow().advice())
        .contains("kubectl logs POD -c memory-system-agent");
    assertThat(InstallTrouble.of(STUCK).orElseThrow().advice()).contains("agent.pullSecrets");
  }

  @Test
  void itOpensWithTheFirstPodThatIsStuckAndClosesWhenThatOneGoesOn() {
    assertThat(circuit.spare(true, now)).isEmpty();

    assertThat(see(STUCK)).isEqualTo(Change.OPENED);
    assertThat(circuit.spare(true, now)).contains(SkipReason.AgentImageUnavailable);
    assertThat(see(STUCK)).isEqualTo(Change.NONE);

    assertThat(see(DONE)).isEqualTo(Change.CLOSED);
    assertThat(circuit.spare(true, now)).isEmpty();
    assertThat(circuit.trouble()).isEmpty();
  }

  @Test
  void itStaysOpenWhenTheStuckPodIsGone() {
    see(STUCK);

    assertThat(see()).isEqualTo(Change.NONE);
    assertThat(circuit.spare(true, now)).contains(SkipReason.AgentImageUnavailable);
  }

  @Test
  void onePodIsLetThroughNowAndThenAndEverMoreSeldom() {
    see(STUCK);
    Duration wait = Probes.FIRST_HOLD;

    for (int probe = 0; probe < 8; probe++) {
      now = now.plus(wait).minusSeconds(1);
      assertThat(circuit.spare(true, now)).isNotEmpty();
      now = now.plusSeconds(1);
      assertThat(circuit.spare(false, now)).as("a dry run is no probe").isNotEmpty();
      assertThat(circuit.spare(true, now)).as("probe %d", probe).isEmpty();
      assertThat(circuit.spare(true, now)).isNotEmpty();
      wait = wait.multipliedBy(2);
      wait = wait.compareTo(Probes.LONGEST_HOLD) < 0 ? wait : Probes.LONGEST_HOLD;
    }
    assertThat(wait).isEqualTo(Probes.LONGEST_HOLD);
  }

  @Test
  void aProbeThatEndsWellClosesItThoughAnOlderPodIsStill() {
    see(STUCK);

    assertThat(see(STUCK, install("web-2", "{terminated: {exitCode: 0}}")))
        .isEqualTo(Change.CLOSED);
    assertThat(see(STUCK, install("web-2", "{terminated: {exitCode: 0}}"))).isEqualTo(Change.NONE);
    assertThat(circuit.spare(true, now)).isEmpty();
    assertThat(see(STUCK, install("web-3", "{waiting: {reason: ErrImagePull}}")))
        .isEqualTo(Change.OPENED);
  }

  @Test
  void podsThatWereThroughBeforeDoNotCloseIt() {
    Pod before = install("web-0", "{terminated: {exitCode: 0}}");
    see(before);

    assertThat(see(before, STUCK)).isEqualTo(Change.OPENED);
    assertThat(see(before, STUCK)).isEqualTo(Change.NONE);
    assertThat(circuit.trouble()).isPresent();
  }

  @Test
  void itTellsOfOtherNamespacesWhileAPodIsStuckAndForAWhileAfter() {
    assertThat(circuit.imageMissingUntil()).isEmpty();
    see(STUCK);
    assertThat(circuit.imageMissingUntil()).contains(Instant.MAX);

    now = now.plus(Duration.ofDays(1));
    see();
    now = now.plusSeconds(1);
    see();

    assertThat(circuit.imageMissingUntil())
        .contains(now.minusSeconds(1).plus(InstallCircuit.TELLS_OF_OTHERS));
  }

  @Test
  void anotherImageOrAPodThatGoesIsNoTrouble() {
    Pod going =
        new PodBuilder(STUCK).editMetadata().withDeletionTimestamp("now").endMetadata().build();

    assertThat(circuit.see(List.of(STUCK), "memory-system/agent:other", now))
        .isEqualTo(Change.NONE);
    assertThat(see(going)).isEqualTo(Change.NONE);
    assertThat(see(Yaml.plain("web-1", "{}"))).isEqualTo(Change.NONE);
    assertThat(circuit.trouble()).isEqualTo(Optional.empty());
  }

  private Change see(Pod... pods) {
    return circuit.see(List.of(pods), IMAGE, now);
  }
}

package dev.memorysystem.injection;

import static dev.memorysystem.injection.Pods.container;
import static dev.memorysystem.injection.Pods.env;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.injection.InjectionResult.Injected;
import dev.memorysystem.injection.InjectionResult.Noted;
import dev.memorysystem.injection.InjectionResult.Skipped;
import dev.memorysystem.injection.InjectionResult.Unchanged;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token and the authority that a pod's agents get. */
class IdentityTest {
  private static final String CA = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  private static final String PLAIN = "{containers: [{name: app, image: 'orders:1'}]}";
  private static final String DIRECTORY = "/var/run/secrets/memory-system.dev";
  private static final Optional<MemoryProfileSpec> PROFILE = Optional.of(MemoryProfileSpec.DEFAULT);

  private final AtomicReference<AgentSettings> settings =
      new AtomicReference<>(Pods.SETTINGS.withIdentity(Optional.of(identity(CA))));
  private final Injection injection = new Injection(settings::get, new FakeLookups());

  @Test
  void aPodGetsATokenAndTheAuthority() {
    Pod injected = injected(pod(PLAIN));

    assertThat(volume(injected))
        .isEqualTo(
            Serialization.unmarshal(
                """
                name: memory-system-identity
                projected:
                  defaultMode: 420
                  sources:
                    - serviceAccountToken: {audience: memory-system, expirationSeconds: 3600, path: token}
                    - downwardAPI:
                        items:
                          - path: ca.crt
                            fieldRef: {apiVersion: v1, fieldPath: "metadata.annotations['memory-system.dev/ca']"}
                """,
                Volume.class));
    assertThat(injected.getMetadata().getAnnotations()).containsEntry("memory-system.dev/ca", CA);
    assertThat(container(injected, "app").getVolumeMounts())
        .extracting(VolumeMount::getName, VolumeMount::getMountPath, VolumeMount::getReadOnly)
        .contains(tuple("memory-system-identity", DIRECTORY, true));
    assertThat(env(container(injected, "app")))
        .contains(
            entry("MEMORY_SYSTEM_ENDPOINT", "https://collector.memory-system.svc:4328"),
            entry("MEMORY_SYSTEM_TOKEN_FILE", DIRECTORY + "/token"),
            entry("MEMORY_SYSTEM_CA_FILE", DIRECTORY + "/ca.crt"));
  }

  @Test
  void theInitContainerHasNoToken() {
    assertThat(injected(pod(PLAIN)).getSpec().getInitContainers().getFirst().getVolumeMounts())
        .extracting(VolumeMount::getName)
        .containsExactly("memory-system-agent");
  }

  @Test
  void whileTheAuthorityIsNotKnownAPodIsLeftWithoutTheAgentAndSaysSo() {
    settings.set(Pods.SETTINGS.withIdentity(Optional.empty()));

    assertThat(injection.plan(pod(PLAIN), "shop", PROFILE))
        .isInstanceOfSatisfying(
            Noted.class,
            noted -> {
              assertThat(noted.skipped())
                  .containsOnly(entry("app", SkipReason.IdentityUnavailable));
              assertThat(noted.pod().getSpec()).isEqualTo(pod(PLAIN).getSpec());
            });
  }

  @Test
  void anInjectedPodStaysAsItIsWhenTheAuthorityIsGone() {
    Pod injected = injected(pod(PLAIN));
    settings.set(Pods.SETTINGS.withIdentity(Optional.empty()));

    assertThat(injection.plan(injected, "shop", PROFILE)).isInstanceOf(Unchanged.class);
  }

  @Test
  void withoutAnIdentityThereIsNone() {
    settings.set(Pods.SETTINGS);

    Pod injected = injected(pod(PLAIN));

    assertThat(injected.getSpec().getVolumes())
        .extracting(Volume::getName)
        .containsExactly("memory-system-agent");
    assertThat(injected.getMetadata().getAnnotations()).doesNotContainKey("memory-system.dev/ca");
    assertThat(env(container(injected, "app")))
        .doesNotContainKeys("MEMORY_SYSTEM_TOKEN_FILE", "MEMORY_SYSTEM_CA_FILE");
  }

  /** The API server would refuse the token. */
  @Test
  void aPodThatNamesNoServiceAccountIsLeftAlone() {
    Pod pod = Pods.pod(PLAIN);

    Noted noted = (Noted) injection.plan(pod, "shop", PROFILE);

    assertThat(noted.skipped()).containsExactly(entry("app", SkipReason.NoServiceAccount));
    assertThat(noted.pod().getSpec()).isEqualTo(pod.getSpec());
    assertThat(injection.plan(noted.pod(), "shop", PROFILE)).isEqualTo(new Unchanged());
    settings.set(Pods.SETTINGS);
    assertThat(injection.plan(pod, "shop", PROFILE)).isInstanceOf(Injected.class);
  }

  @Test
  void injectingAgainChangesNothing() {
    Pod once = injected(pod(PLAIN));

    assertThat(injection.plan(once, "shop", PROFILE)).isEqualTo(new Unchanged());
  }

  @Test
  void aContainerThatComesLaterGetsTheSameVolume() {
    Pod more =
        new PodBuilder(injected(pod(PLAIN)))
            .editSpec()
            .addToContainers(new ContainerBuilder().withName("proxy").build())
            .endSpec()
            .build();

    Pod twice = injected(more);

    assertThat(twice.getSpec().getVolumes()).hasSize(2);
    assertThat(container(twice, "proxy").getVolumeMounts())
        .isEqualTo(container(twice, "app").getVolumeMounts());
  }

  @Test
  void aCopyOfAnOlderPodGetsTheAuthorityOfToday() {
    Pod old = injected(pod(PLAIN));
    String today = CA + CA.replace("MIIB", "MIIC");
    settings.set(Pods.SETTINGS.withIdentity(Optional.of(identity(today))));

    Pod copy = injected(old);

    assertThat(copy.getMetadata().getAnnotations()).containsEntry("memory-system.dev/ca", today);
    assertThat(copy.getSpec()).isEqualTo(old.getSpec());
  }

  @Test
  void whatThePodsAuthorSetByHandStays() {
    Pod before =
        pod(
            """
            {containers: [{name: app, env: [
              {name: MEMORY_SYSTEM_ENDPOINT, value: 'https://gateway:4318'},
              {name: MEMORY_SYSTEM_CA_FILE, value: /ca.pem}]}]}""");

    assertThat(env(container(injected(before), "app")))
        .contains(
            entry("MEMORY_SYSTEM_ENDPOINT", "https://gateway:4318"),
            entry("MEMORY_SYSTEM_CA_FILE", "/ca.pem"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "automountServiceAccountToken: false, ",
        "hostNetwork: true, ",
        "hostUsers: false, ",
        "securityContext: {runAsUser: 1000, fsGroup: 2000, runAsNonRoot: true}, ",
      })
  void podsOfAllKindsGetIt(String spec) {
    assertThat(volume(injected(pod(PLAIN.replace("{containers", "{" + spec + "containers")))))
        .isEqualTo(IdentityVolume.of(identity(CA)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: memory-system-identity, emptyDir: {}}                                                                         | true
          {name: memory-system-identity, projected: {sources: [{configMap: {name: x}}]}}                                       | true
          {name: memory-system-identity, projected: {sources: [{serviceAccountToken: {path: token}}]}}                         | true
          {name: memory-system-identity, projected: {sources: [{serviceAccountToken: {path: vault, audience: vault}}]}}        | true
          {name: memory-system-identity, projected: {sources: [{serviceAccountToken: {path: token, audience: memory-system}}]}} | false
          {name: identity, emptyDir: {}}                                                                                       | false
          """)
  void aPodWithAVolumeOfThatNameOfItsOwnIsLeftAlone(String volume, boolean taken) {
    InjectionResult result =
        injection.plan(
            pod("{volumes: [" + volume + "], containers: [{name: app}]}"), "shop", PROFILE);

    if (taken) {
      assertThat(result).isEqualTo(new Skipped(SkipReason.NameTaken));
    } else {
      assertThat(result).isInstanceOf(Injected.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: x, mountPath: /var/run/secrets/memory-system.dev}            | true
          {name: x, mountPath: /run/secrets/memory-system.dev}                | true
          {name: x, mountPath: /var/run/secrets/memory-system.dev/token}      | true
          {name: x, mountPath: /var/run/secrets}                              | true
          {name: secret, mountPath: /run}                                     | true
          {name: dir, mountPath: /var/run, readOnly: true}                    | true
          {name: dir, mountPath: /var/run}                                    | false
          {name: dir, mountPath: /var, readOnly: false}                       | false
          {name: x, mountPath: /var/run/secrets/kubernetes.io/serviceaccount} | false
          {name: x, mountPath: /var/runs}                                     | false
          """)
  void aContainerWithAnotherMountInTheWayIsLeftAlone(String mount, boolean taken) {
    Pod before =
        pod(
            """
            {volumes: [{name: dir, emptyDir: {}}, {name: secret, secret: {secretName: s}}],
             containers: [{name: app, volumeMounts: [%s]}]}"""
                .formatted(mount));

    InjectionResult result = injection.plan(before, "shop", PROFILE);

    if (taken) {
      assertThat(((Noted) result).skipped()).containsExactly(entry("app", SkipReason.MountTaken));
      assertThat(((Noted) result).pod().getSpec()).isEqualTo(before.getSpec());
    } else {
      assertThat(container(((Injected) result).pod(), "app").getVolumeMounts())
          .extracting(VolumeMount::getMountPath)
          .contains(DIRECTORY);
    }
  }

  /** Else the kubelet would no longer give that user the tokens of the pod's own volumes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {}                   | {runAsUser: 1000} | {runAsUser: 1000} | 1000
          {}                   | {runAsUser: 1000} | {runAsUser: 2000} | -
          {}                   | {runAsUser: 1000} | {}                | -
          {}                   | {runAsUser: 0}    | {runAsUser: 0}    | -
          {runAsUser: 1000}    | {}                | {runAsUser: 1000} | -
          {runAsUser: 1000}    | {runAsUser: 2000} | {runAsUser: 2000} | 2000
          {runAsUser: 1000}    | {runAsUser: 2000} | {}                | -
          {runAsUser: 0}       | {runAsUser: 2000} | {runAsUser: 2000} | 2000
          {runAsUser: 0}       | {runAsUser: 2000} | {}                | 65532
          """)
  void theInitContainerRunsAsTheUserThatAllShare(
      String podContext, String init, String app, Long user) {
    Pod before =
        pod(
            """
            {securityContext: %s, initContainers: [{name: init, securityContext: %s}],
             containers: [{name: app, securityContext: %s}]}"""
                .formatted(podContext, init, app));

    Container install = injected(before).getSpec().getInitContainers().getFirst();

    assertThat(install.getSecurityContext().getRunAsUser()).isEqualTo(user);
  }

  @Test
  void anIdentityThatCannotBeIsRefused() {
    assertThatThrownBy(() -> identity("")).hasMessageContaining("no PEM certificate");
    assertThatThrownBy(() -> new AgentIdentity(CA, " ", "https://c")).hasMessageContaining("empty");
    assertThatThrownBy(() -> new AgentIdentity(CA, "memory-system", "http://c"))
        .hasMessageContaining("https:// alone")
        .hasMessageContaining("http://c");
  }

  private static AgentIdentity identity(String ca) {
    return new AgentIdentity(ca, "memory-system", "https://collector.memory-system.svc:4328");
  }

  /** As it comes to a webhook: the API server named a ServiceAccount where its author did not. */
  private static Pod pod(String spec) {
    return new PodBuilder(Pods.pod(spec))
        .editSpec()
        .withServiceAccountName("default")
        .endSpec()
        .build();
  }

  private static Volume volume(Pod pod) {
    return pod.getSpec().getVolumes().stream()
        .filter(volume -> volume.getName().equals("memory-system-identity"))
        .findFirst()
        .orElseThrow();
  }

  private Pod injected(Pod before) {
    InjectionResult result = injection.plan(before, "shop", PROFILE);
    assertThat(result).isInstanceOf(Injected.class);
    return ((Injected) result).pod();
  }
}

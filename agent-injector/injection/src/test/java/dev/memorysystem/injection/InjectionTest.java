package dev.memorysystem.injection;

import static dev.memorysystem.injection.Pods.container;
import static dev.memorysystem.injection.Pods.env;
import static dev.memorysystem.injection.Pods.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.memorysystem.crd.Agent;
import dev.memorysystem.crd.Agents;
import dev.memorysystem.crd.Capture;
import dev.memorysystem.crd.CaptureMode;
import dev.memorysystem.crd.MemoryProfileSpec;
import dev.memorysystem.crd.Overhead;
import dev.memorysystem.injection.InjectionResult.Injected;
import dev.memorysystem.injection.InjectionResult.Noted;
import dev.memorysystem.injection.InjectionResult.Skipped;
import dev.memorysystem.injection.InjectionResult.Unchanged;
import dev.memorysystem.injection.Lookups.ConfigMapData;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InjectionTest {
  private static final String AGENT = "-javaagent:/memory-system/java/memory-system-agent.jar";
  private static final String EVICTABLE =
      "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";
  private static final String PLAIN = "{containers: [{name: app, image: 'orders:1'}]}";
  private static final Optional<MemoryProfileSpec> PROFILE = Optional.of(MemoryProfileSpec.DEFAULT);

  private final FakeLookups lookups = new FakeLookups();
  private final Injection injection = new Injection(() -> Pods.SETTINGS, lookups);

  @Test
  void aPodGetsTheVolumeTheFilesAndTheVariables() {
    Pod injected = injected(pod(PLAIN));

    Container app = container(injected, "app");
    assertThat(env(app))
        .containsOnly(
            entry("JAVA_TOOL_OPTIONS", AGENT),
            entry("MEMORY_SYSTEM_NAMESPACE", "shop"),
            entry("MEMORY_SYSTEM_POD", "field metadata.name"),
            entry("MEMORY_SYSTEM_POD_UID", "field metadata.uid"),
            entry("MEMORY_SYSTEM_NODE", "field spec.nodeName"),
            entry("MEMORY_SYSTEM_WORKLOAD_KIND", "Pod"),
            entry("MEMORY_SYSTEM_WORKLOAD_NAME", "orders-1"),
            entry("MEMORY_SYSTEM_CONTAINER", "app"),
            entry("MEMORY_SYSTEM_IMAGE", "orders:1"),
            entry("MEMORY_SYSTEM_DIR", "/memory-system"),
            entry("MEMORY_SYSTEM_ENDPOINT", "http://collector.memory-system.svc:4318"),
            entry("MEMORY_SYSTEM_INTERVAL", "15"),
            entry("MEMORY_SYSTEM_MAX_CPU_PERCENT", "2"),
            entry("MEMORY_SYSTEM_MAX_MEMORY_MB", "50"),
            entry("MEMORY_SYSTEM_MAX_PAUSE_MS", "200"),
            entry("MEMORY_SYSTEM_ALLOCATION_SITES", "Always"));
    assertThat(app.getVolumeMounts())
        .singleElement()
        .satisfies(
            mount -> {
              assertThat(mount.getName()).isEqualTo("memory-system-agent");
              assertThat(mount.getMountPath()).isEqualTo("/memory-system");
              assertThat(mount.getReadOnly()).isNull();
            });
    assertThat(injected.getSpec().getVolumes())
        .singleElement()
        .satisfies(volume -> assertThat(volume.getEmptyDir().getSizeLimit()).hasToString("256Mi"));
    Container install = injected.getSpec().getInitContainers().getFirst();
    assertThat(install.getName()).isEqualTo("memory-system-agent");
    assertThat(install.getImage()).isEqualTo("memory-system/agent:0.2.0");
    assertThat(install.getImagePullPolicy()).isEqualTo("IfNotPresent");
    assertThat(install.getCommand()).containsExactly("/install", "/memory-system");
    assertThat(injected.getMetadata().getAnnotations())
        .containsOnly(
            entry("memory-system.dev/injected", "0.2.0"), entry(EVICTABLE, "memory-system-agent"));
  }

  @Test
  void theProfileSaysWhatTheAgentMayCost() {
    MemoryProfileSpec profile =
        new MemoryProfileSpec(
            null,
            null,
            new Overhead(0.5, "1Gi", "2s"),
            null,
            new Capture(CaptureMode.OnSuspicion, CaptureMode.Never, CaptureMode.Never),
            null,
            null,
            null);

    Pod injected = injected(injection.plan(pod(PLAIN), "shop", Optional.of(profile)));

    assertThat(env(container(injected, "app")))
        .contains(
            entry("MEMORY_SYSTEM_MAX_CPU_PERCENT", "0.5"),
            entry("MEMORY_SYSTEM_MAX_MEMORY_MB", "1024"),
            entry("MEMORY_SYSTEM_MAX_PAUSE_MS", "2000"),
            entry("MEMORY_SYSTEM_ALLOCATION_SITES", "OnSuspicion"));
  }

  @Test
  void everyContainerIsInjectedAndInitContainersAndSidecarsAreNot() {
    Pod before =
        pod(
            """
            {initContainers: [{name: migrate, image: m}, {name: mesh, image: p, restartPolicy: Always}],
             containers: [{name: app, image: a}, {name: worker, image: w, env: [{name: A, value: b}]}],
             volumes: [{name: data, emptyDir: {}}]}""");

    Pod injected = injected(before);

    assertThat(env(container(injected, "app"))).containsEntry("MEMORY_SYSTEM_CONTAINER", "app");
    assertThat(env(container(injected, "worker")))
        .contains(entry("MEMORY_SYSTEM_CONTAINER", "worker"), entry("A", "b"));
    assertThat(injected.getSpec().getInitContainers())
        .extracting(Container::getName)
        .containsExactly("memory-system-agent", "migrate", "mesh");
    assertThat(injected.getSpec().getInitContainers().subList(1, 3))
        .isEqualTo(before.getSpec().getInitContainers());
    assertThat(injected.getSpec().getVolumes()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -Xmx64m                        | -Xmx64m -javaagent:/memory-system/java/memory-system-agent.jar
          ''                             | -javaagent:/memory-system/java/memory-system-agent.jar
          -                              | -javaagent:/memory-system/java/memory-system-agent.jar
          -Da=$(NAME)                    | -Da=$(NAME) -javaagent:/memory-system/java/memory-system-agent.jar
          -javaagent:/otel.jar -Xss1m    | -javaagent:/otel.jar -Xss1m -javaagent:/memory-system/java/memory-system-agent.jar
          -javaagent:/memory-system/java/memory-system-agent.jar -Xmx1g | -javaagent:/memory-system/java/memory-system-agent.jar -Xmx1g
          """)
  void aLiteralIsMergedInPlace(String given, String merged) {
    Pod before = pod(PLAIN);
    before =
        new PodBuilder(before)
            .editSpec()
            .editFirstContainer()
            .addNewEnv()
            .withName("JAVA_TOOL_OPTIONS")
            .withValue(given)
            .endEnv()
            .addNewEnv()
            .withName("AFTER")
            .withValue("$(JAVA_TOOL_OPTIONS)")
            .endEnv()
            .endContainer()
            .endSpec()
            .build();

    Container app = container(injected(before), "app");

    assertThat(env(app)).containsEntry("JAVA_TOOL_OPTIONS", merged);
    assertThat(app.getEnv().getFirst().getName()).isEqualTo("JAVA_TOOL_OPTIONS");
    assertThat(app.getEnv().get(1).getName()).isEqualTo("AFTER");
  }

  @Test
  void ofTwoLiteralsTheLastCounts() {
    Pod before =
        pod(
            """
            {containers: [{name: app, image: a, env: [
              {name: JAVA_TOOL_OPTIONS, value: -Xmx1m}, {name: JAVA_TOOL_OPTIONS, value: -Xmx2m}]}]}""");

    assertThat(env(container(injected(before), "app")))
        .containsEntry("JAVA_TOOL_OPTIONS", "-Xmx2m " + AGENT);
  }

  @Test
  void aContainerWhoseVariableComesFromElsewhereIsSkippedAndNoted() {
    Pod before =
        pod(
            """
            {containers: [{name: app, image: a, env: [{name: JAVA_TOOL_OPTIONS,
               valueFrom: {configMapKeyRef: {name: jvm, key: opts}}}]}, {name: worker, image: w}]}""");

    Injected result = (Injected) injection.plan(before, "shop", PROFILE);

    assertThat(result.skipped()).containsExactly(entry("app", SkipReason.ValueFrom));
    assertThat(container(result.pod(), "app")).isEqualTo(container(before, "app"));
    assertThat(env(container(result.pod(), "worker"))).containsKey("JAVA_TOOL_OPTIONS");
    assertThat(result.pod().getMetadata().getAnnotations())
        .containsOnly(
            entry("memory-system.dev/injected", "0.2.0"),
            entry(EVICTABLE, "memory-system-agent"),
            entry("memory-system.dev/skipped", "app=ValueFrom"));
  }

  @Test
  void whenEveryContainerIsSkippedNothingButTheNoteIsAdded() {
    Pod before =
        pod(
            """
            {containers: [{name: app, image: a, env: [{name: JAVA_TOOL_OPTIONS,
               valueFrom: {secretKeyRef: {name: jvm, key: opts}}}]},
              {name: worker, image: w, volumeMounts: [{name: x, mountPath: /memory-system}]}]}""");

    Noted result = (Noted) injection.plan(before, "shop", PROFILE);

    assertThat(result.pod().getSpec()).isEqualTo(before.getSpec());
    assertThat(result.skipped())
        .containsOnly(entry("app", SkipReason.ValueFrom), entry("worker", SkipReason.MountTaken));
    assertThat(result.pod().getMetadata().getAnnotations())
        .containsExactly(entry("memory-system.dev/skipped", "app=ValueFrom,worker=MountTaken"));
    assertThat(injection.plan(result.pod(), "shop", PROFILE)).isEqualTo(new Unchanged());
  }

  @Test
  void aConfigMapOfEnvFromIsLookedUpAndItsValueKept() {
    lookups.configMaps.put("first", found("JAVA_TOOL_OPTIONS", "-Xmx1m"));
    lookups.configMaps.put("second", found("TOOL_OPTIONS", "-Da=$(X)"));
    lookups.configMaps.put("other", found("UNRELATED", "1"));

    assertThat(optionsWithEnvFrom("[{configMapRef: {name: first}}]")).isEqualTo("-Xmx1m " + AGENT);
    assertThat(
            optionsWithEnvFrom(
                "[{configMapRef: {name: first}}, {prefix: JAVA_, configMapRef: {name: second}}]"))
        .as("the last source counts, and what looks like a reference stays text")
        .isEqualTo("-Da=$$(X) " + AGENT);
    assertThat(
            optionsWithEnvFrom(
                "[{configMapRef: {name: first}}, {prefix: P_, configMapRef: {name: second}},"
                    + " {configMapRef: {name: other}},"
                    + " {secretRef: {name: secret}}]"))
        .isEqualTo("-Xmx1m " + AGENT);
    assertThat(optionsWithEnvFrom("[{secretRef: {name: secret}}]")).isEqualTo(AGENT);
  }

  @Test
  void aLiteralWinsOverAConfigMapThatCannotBeRead() {
    lookups.configMaps.put("jvm", new ConfigMapData.Unavailable());
    Pod before =
        pod(
            """
            {containers: [{name: app, image: a, env: [{name: JAVA_TOOL_OPTIONS, value: -Xss1m}],
               envFrom: [{configMapRef: {name: jvm}}]}]}""");

    assertThat(env(container(injected(before), "app")))
        .containsEntry("JAVA_TOOL_OPTIONS", "-Xss1m " + AGENT);
  }

  @Test
  void aConfigMapThatCannotBeReadMeansTheContainerIsSkipped() {
    lookups.configMaps.put("jvm", new ConfigMapData.Unavailable());
    Pod before =
        pod("{containers: [{name: app, image: a, envFrom: [{configMapRef: {name: jvm}}]}]}");

    assertThat(((Noted) injection.plan(before, "shop", PROFILE)).skipped())
        .containsExactly(entry("app", SkipReason.ConfigMapUnavailable));
  }

  @Test
  void ofManyConfigMapsThatDoNotComeOneIsWaitedFor() {
    lookups.configMaps.put("known", found("UNRELATED", "1"));
    lookups.configMaps.put("slow", new ConfigMapData.Unavailable());
    Pod before =
        pod(
            """
            {containers: [
              {name: a, envFrom: [{configMapRef: {name: known}}]},
              {name: b, envFrom: [{configMapRef: {name: slow}}]},
              {name: c, envFrom: [{configMapRef: {name: other}}]},
              {name: d, envFrom: [{configMapRef: {name: slow}}]},
              {name: e, envFrom: [{configMapRef: {name: known}}]}]}""");

    Injected result = (Injected) injection.plan(before, "shop", PROFILE);

    assertThat(lookups.asked).containsExactly("known", "slow");
    assertThat(result.skipped())
        .containsOnly(
            entry("b", SkipReason.ConfigMapUnavailable),
            entry("c", SkipReason.ConfigMapUnavailable),
            entry("d", SkipReason.ConfigMapUnavailable));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{configMapRef: {name: absent}}]                                   | ConfigMapMissing
          [{configMapRef: {name: absent, optional: true}}]                   | ConfigMapMissing
          [{configMapRef: {name: jvm}}, {configMapRef: {name: absent}}]      | ConfigMapMissing
          [{configMapRef: {name: absent}}, {configMapRef: {name: jvm}}]      | -Xmx1m
          [{prefix: P_, configMapRef: {name: absent}}]                       | ''
          """)
  void aConfigMapThatMayStillComeMeansTheContainerIsSkipped(String envFrom, String outcome) {
    lookups.configMaps.put("jvm", found("JAVA_TOOL_OPTIONS", "-Xmx1m"));

    InjectionResult result =
        injection.plan(
            pod("{containers: [{name: app, image: a, envFrom: " + envFrom + "}]}"),
            "shop",
            PROFILE);

    switch (result) {
      case Noted(Pod noted, var skipped) ->
          assertThat(skipped).containsExactly(entry("app", SkipReason.valueOf(outcome)));
      case Injected(Pod pod, var skipped) ->
          assertThat(env(container(pod, "app")))
              .containsEntry("JAVA_TOOL_OPTIONS", (outcome + " " + AGENT).strip());
      default -> throw new AssertionError(result);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env: [{name: JAVA_TOOL_OPTIONS, value: '-Xmx1g -XX:AOTCache=/app.aot'}]",
        "env: [{name: JDK_JAVA_OPTIONS, value: '-XX:AOTMode=on'}]",
        "env: [{name: JAVA_OPTS, value: '-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=/a'}]",
        "command: [java, '-XX:SharedArchiveFile=/app.jsa', -jar, a.jar]",
        "command: [sh, -c, 'exec java -Xshare:on -jar a.jar']",
        "args: ['-XX:ArchiveClassesAtExit=/app.jsa']",
        "args: ['-Djava.system.class.loader=com.example.Loader']",
        "envFrom: [{configMapRef: {name: jvm}}]",
        "env: [{name: JAVA_TOOL_OPTIONS, value: -Xss1m}], envFrom: [{configMapRef: {name: jvm}}]",
        "env: [{name: JAVA_TOOL_OPTIONS, value: -Xss1m}], envFrom: [{secretRef: {name: s}}, {prefix: X_, configMapRef: {name: absent}}, {configMapRef: {name: jvm}}]",
      })
  void optionsThatConflictWithAnAgentMeanTheContainerIsSkippedUnlessForced(String options) {
    lookups.configMaps.put("jvm", found("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"));
    String spec = "{containers: [{name: app, image: a, " + options + "}, {name: worker}]}";

    Injected result = (Injected) injection.plan(pod(spec), "shop", PROFILE);
    Pod forced = pod("{name: a, annotations: {memory-system.dev/inject: 'true'}}", spec);

    assertThat(result.skipped()).containsExactly(entry("app", SkipReason.ConflictingOptions));
    assertThat(env(container(injected(forced), "app")).get("JAVA_TOOL_OPTIONS")).endsWith(AGENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xshare:auto", "-Xshare:off", "-XX:+UseZGC", "-Djava.io.tmpdir=/aot"})
  void otherOptionsDoNotConflict(String option) {
    Pod before = pod("{containers: [{name: app, args: ['" + option + "']}]}");

    assertThat(env(container(injected(before), "app"))).containsEntry("JAVA_TOOL_OPTIONS", AGENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: x, mountPath: /memory-system/}                                 | true
          {name: x, mountPath: /memory-system/java}                             | true
          {name: x, mountPath: /opt/../memory-system}                           | true
          {name: x, mountPath: memory-system}                                   | true
          {name: memory-system-agent, mountPath: /memory-system, subPath: java} | true
          {name: memory-system-agent, mountPath: /memory-system/}               | false
          {name: memory-system-agent, mountPath: /elsewhere}                    | false
          {name: x, mountPath: /memory-systems}                                 | false
          {name: x, mountPath: /}                                               | false
          """)
  void onlyWhatIsMountedAtOurDirectoryOrBelowTakesIt(String mount, boolean taken) {
    Pod before = pod("{containers: [{name: app, volumeMounts: [" + mount + "]}]}");

    InjectionResult result = injection.plan(before, "shop", PROFILE);

    if (taken) {
      assertThat(((Noted) result).skipped()).containsExactly(entry("app", SkipReason.MountTaken));
    } else {
      assertThat(container(injected(result), "app").getVolumeMounts())
          .filteredOn(
              m ->
                  m.getName().equals("memory-system-agent")
                      && m.getMountPath().startsWith("/memory-system"))
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                     | memory-system-agent
          ''                    | memory-system-agent
          cache                 | cache,memory-system-agent
          'cache, scratch,'     | cache,scratch,memory-system-agent
          memory-system-agent,a | memory-system-agent,a
          """)
  void theClusterAutoscalerMayEvictOurVolume(String given, String expected) {
    Pod before = pod(PLAIN);
    if (given != null) {
      before.getMetadata().setAnnotations(Map.of(EVICTABLE, given));
    }

    Pod once = injected(before);

    assertThat(once.getMetadata().getAnnotations()).containsEntry(EVICTABLE, expected);
    assertThat(injection.plan(once, "shop", PROFILE)).isEqualTo(new Unchanged());
  }

  @Test
  void whereTheInitContainerCannotBeThePodIsLeftAloneAndTheReasonNoted() {
    lookups.bounds = InstallResourcesTest.bounds("{min: {memory: 1Gi}, max: {memory: 1Mi}}");
    Pod before =
        pod("{containers: [{name: app, resources: {requests: {cpu: 1}}}, {name: worker}]}");

    Noted result = (Noted) injection.plan(before, "shop", PROFILE);

    assertThat(result.pod().getSpec()).isEqualTo(before.getSpec());
    assertThat(result.pod().getMetadata().getAnnotations())
        .containsExactly(
            entry("memory-system.dev/skipped", "app=ResourceLimits,worker=ResourceLimits"));
  }

  @Test
  void whatThePodsAuthorSetByHandStaysExceptWhoItIs() {
    Pod before =
        pod(
            """
            {containers: [{name: app, image: a, env: [
              {name: MEMORY_SYSTEM_INTERVAL, value: '5'}, {name: MEMORY_SYSTEM_ENABLED, value: 'false'},
              {name: MEMORY_SYSTEM_NAMESPACE, value: elsewhere}]}]}""");

    assertThat(env(container(injected(before), "app")))
        .contains(
            entry("MEMORY_SYSTEM_INTERVAL", "5"),
            entry("MEMORY_SYSTEM_ENABLED", "false"),
            entry("MEMORY_SYSTEM_NAMESPACE", "shop"));
  }

  @Test
  void injectingAgainChangesNothing() {
    Pod once = injected(pod(PLAIN));

    assertThat(injection.plan(once, "shop", PROFILE)).isEqualTo(new Unchanged());
  }

  @Test
  void aContainerThatAnotherWebhookAddedIsInjectedOnReinvocation() {
    Pod once = injected(pod(PLAIN));
    Pod more =
        new PodBuilder(once)
            .editSpec()
            .addToContainers(new ContainerBuilder().withName("proxy").withImage("p").build())
            .addToInitContainers(0, new ContainerBuilder().withName("mesh-init").build())
            .endSpec()
            .build();

    Pod twice = injected(more);

    assertThat(env(container(twice, "proxy"))).containsEntry("MEMORY_SYSTEM_CONTAINER", "proxy");
    assertThat(container(twice, "app")).isEqualTo(container(once, "app"));
    assertThat(twice.getSpec().getInitContainers())
        .extracting(Container::getName)
        .containsExactly("mesh-init", "memory-system-agent");
    assertThat(twice.getSpec().getVolumes()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {memory-system.dev/inject: 'false'}         | {containers: [{name: a}]}                                            | OptedOut
          {kubernetes.io/config.mirror: abc}          | {containers: [{name: a}]}                                            | MirrorPod
          {memory-system.dev/inject: 'true'}          | {os: {name: windows}, containers: [{name: a}]}                       | Windows
          {}                                          | {nodeSelector: {kubernetes.io/os: windows}, containers: [{name: a}]} | Windows
          {}                                          | {nodeSelector: {beta.kubernetes.io/os: windows}, containers: [{name: a}]} | Windows
          {}                                          | {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: Exists}, {key: kubernetes.io/os, operator: In, values: [windows]}]}]}}}, containers: [{name: a}]} | Windows
          {}                                          | {securityContext: {windowsOptions: {runAsUserName: ContainerUser}}, containers: [{name: a}]} | Windows
          {}                                          | {containers: [{name: a}, {name: b, securityContext: {windowsOptions: {hostProcess: true}}}]} | Windows
          {memory-system.dev/inject: 'true'}          | {volumes: [{name: memory-system-agent, configMap: {name: x}}], containers: [{name: a}]} | NameTaken
          {}                                          | {initContainers: [{name: memory-system-agent, image: x}], containers: [{name: a}]} | NameTaken
          {}                                          | {initContainers: [{name: memory-system-agent, command: [sh]}], containers: [{name: a}]} | NameTaken
          {}                                          | {containers: [{name: memory-system-agent}]}                          | NameTaken
          """)
  void somePodsAreLeftAlone(String annotations, String spec, SkipReason reason) {
    Pod before = pod("{name: a, annotations: " + annotations + "}", spec);

    assertThat(injection.plan(before, "shop", PROFILE)).isEqualTo(new Skipped(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "linux, kubernetes.io/os, linux",
    "linux, kubernetes.io/os, ''",
    "linux, disk, ssd",
  })
  void linuxPodsOfAnyKindAreInjected(String os, String selector, String value) {
    Pod before =
        pod(
            """
            {os: {name: %s}, nodeSelector: {%s: '%s'}, hostUsers: false, hostNetwork: true,
             containers: [{name: app}]}"""
                .formatted(os, selector, value));

    assertThat(env(container(injected(before), "app")))
        .containsEntry("MEMORY_SYSTEM_IMAGE", "")
        .containsKey("JAVA_TOOL_OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{matchExpressions: [{key: kubernetes.io/os, operator: In, values: [windows, linux]}]}]",
        "[{matchExpressions: [{key: kubernetes.io/os, operator: NotIn, values: [windows]}]}]",
        "[{matchExpressions: [{key: kubernetes.io/os, operator: In, values: [windows]}]},"
            + " {matchExpressions: [{key: disk, operator: Exists}]}]",
      })
  void aPodThatMayRunOnLinuxNodesIsInjected(String terms) {
    Pod before =
        pod(
            """
            {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:
              {nodeSelectorTerms: %s}}}, containers: [{name: app}]}"""
                .formatted(terms));

    assertThat(env(container(injected(before), "app"))).containsKey("JAVA_TOOL_OPTIONS");
  }

  @Test
  void withoutAProfileOrWithTheAgentOffOnlyForceInjects() {
    Optional<MemoryProfileSpec> off =
        Optional.of(
            new MemoryProfileSpec(
                null, new Agents(new Agent(false)), null, null, null, null, null, null));
    Pod plain = pod(PLAIN);
    Pod forced = pod("{name: a, annotations: {memory-system.dev/inject: 'true'}}", PLAIN);

    assertThat(injection.plan(plain, "shop", Optional.empty()))
        .isEqualTo(new Skipped(SkipReason.NoProfile));
    assertThat(injection.plan(plain, "shop", off)).isEqualTo(new Skipped(SkipReason.AgentDisabled));
    assertThat(injection.plan(forced, "shop", Optional.empty())).isInstanceOf(Injected.class);
    assertThat(injection.plan(forced, "shop", off)).isInstanceOf(Injected.class);
  }

  @Test
  void pullSecretsAreAddedOnce() {
    AgentSettings s = Pods.SETTINGS;
    Injection withSecrets =
        new Injection(
            () ->
                new AgentSettings(
                    s.version(),
                    s.image(),
                    s.imagePullPolicy(),
                    List.of("mirror", "own"),
                    s.endpoint(),
                    s.intervalSeconds(),
                    s.resources()),
            lookups);
    Pod before = pod("{imagePullSecrets: [{name: own}], containers: [{name: app, image: a}]}");

    Pod after = injected(withSecrets.plan(before, "shop", PROFILE));

    assertThat(after.getSpec().getImagePullSecrets())
        .extracting(LocalObjectReference::getName)
        .containsExactly("own", "mirror");
  }

  @Test
  void theInitContainerSatisfiesPodSecurityRestricted() {
    SecurityContext context = install(pod(PLAIN)).getSecurityContext();

    assertThat(context.getAllowPrivilegeEscalation()).isFalse();
    assertThat(context.getRunAsNonRoot()).isTrue();
    assertThat(context.getReadOnlyRootFilesystem()).isTrue();
    assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(context.getRunAsUser()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {}                                          | {}                                                            | -
          {}                                          | {seccompProfile: {type: Unconfined}}                          | -
          {}                                          | {seccompProfile: {type: RuntimeDefault}}                      | RuntimeDefault
          {}                                          | {seccompProfile: {type: Localhost, localhostProfile: p.json}} | RuntimeDefault
          {seccompProfile: {type: RuntimeDefault}}    | {}                                                            | -
          {seccompProfile: {type: RuntimeDefault}}    | {seccompProfile: {type: RuntimeDefault}}                      | -
          """)
  void theInitContainerHasASeccompProfileOnlyWhereOnlyContainersHave(
      String podContext, String containerContext, String type) {
    Pod before =
        pod(
            "{securityContext: %s, containers: [{name: app, securityContext: %s}]}"
                .formatted(podContext, containerContext));

    assertThat(
            Optional.ofNullable(install(before).getSecurityContext().getSeccompProfile())
                .map(SeccompProfile::getType))
        .isEqualTo(Optional.ofNullable(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {runAsUser: 1000}    | -
          {runAsNonRoot: true} | -
          {runAsUser: 0}       | 65532
          """)
  void theInitContainerRunsAsThePodUnlessThatIsRoot(String podContext, Long user) {
    Pod before = pod("{securityContext: " + podContext + ", containers: [{name: app, image: a}]}");

    assertThat(install(before).getSecurityContext().getRunAsUser()).isEqualTo(user);
  }

  @Test
  void thePodHandedInIsNotChanged() {
    Pod before = pod(PLAIN);
    String json = Serialization.asJson(before);

    injected(before);

    assertThat(Serialization.asJson(before)).isEqualTo(json);
  }

  private Container install(Pod before) {
    return injected(before).getSpec().getInitContainers().getFirst();
  }

  private String optionsWithEnvFrom(String envFrom) {
    Pod before = pod("{containers: [{name: app, image: a, envFrom: " + envFrom + "}]}");
    return env(container(injected(before), "app")).get("JAVA_TOOL_OPTIONS");
  }

  private static ConfigMapData found(String key, String value) {
    return new ConfigMapData.Found(Map.of(key, value));
  }

  private Pod injected(Pod before) {
    return injected(injection.plan(before, "shop", PROFILE));
  }

  private static Pod injected(InjectionResult result) {
    assertThat(result).isInstanceOf(Injected.class);
    return ((Injected) result).pod();
  }
}

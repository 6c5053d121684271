package dev.memorysystem.collector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.analyzer.plan.Directive;
import dev.memorysystem.analyzer.plan.DirectiveKind;
import dev.memorysystem.analyzer.plan.LookSettings;
import dev.memorysystem.analyzer.plan.When;
import dev.memorysystem.analyzer.signal.Areas;
import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.signal.Workload;
import dev.memorysystem.collector.Otlp;
import dev.memorysystem.collector.api.AgentCost;
import dev.memorysystem.collector.api.RuleFindings;
import dev.memorysystem.collector.plan.AskedDirective;
import dev.memorysystem.collector.store.KnownPod;
import dev.memorysystem.collector.store.KnownProfile;
import dev.memorysystem.collector.store.SeriesPoint;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogTranslatorTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Workload ORDERS = new Workload("shop", "Deployment", "orders", "app");
  private static final Revisions REVISIONS = uid -> uid.equals("uid-1") ? "7d9f" : null;

  @Test
  void aLiveSetWithEveryField() {
    Map<String, Object> resource = new HashMap<>(Otlp.process("i-1"));
    resource.put("k8s.node.name", "node-1");
    resource.put("process.pid", 7);
    resource.put("process.runtime.name", "OpenJDK Runtime Environment");
    resource.put("process.runtime.version", "21.0.4+7");
    resource.put("container.image.name", "orders:1");
    resource.put("process.creation.time", "2026-03-01T11:00:00Z");
    Map<String, Object> fields = new HashMap<>();
    fields.put("memory.live_set.floor", 1);
    fields.put("memory.live_set.collections", 2);
    fields.put("memory.live_set.old_cycles", 3);
    fields.put("memory.live_set.old_floor", 4);
    fields.put("memory.gc.time", 0.5);
    fields.put("memory.heap.used", 6);
    fields.put("memory.heap.limit", 7);
    fields.put("memory.rss", 8);
    fields.put("memory.rss.anonymous", 9);
    fields.put("memory.container.usage", 10);
    fields.put("memory.container.limit", 11);
    fields.put("memory.direct.used", 12);
    fields.put("memory.threads", 13);
    fields.put("memory.classes", 14.0);
    fields.put("memory.heap.committed", 21);
    fields.put("memory.metaspace.used", 22);
    fields.put("memory.metaspace.committed", 23);
    fields.put("memory.metaspace.limit", 24);
    fields.put("memory.code.committed", 25);
    fields.put("memory.direct.limit", 26);
    fields.put("memory.threads.limit", 27);
    fields.put("memory.mapped.count", 28);
    fields.put("memory.mappings.limit", 29);
    fields.put("memory.native.categories", List.of("GC", "Other"));
    fields.put("memory.native.committed", List.of(31L, 32L));
    fields.put("memory.jit.time", 15.5);
    fields.put("memory.heap.allocated", 16L);
    var seen = (Observation.LiveSetSeen) one(resource, Otlp.event("memory.live_set", NOON, fields));
    ProcessRef process =
        new ProcessRef(
            "i-1",
            "orders-abc-1",
            "uid-1",
            "node-1",
            7L,
            "OpenJDK Runtime Environment 21.0.4+7",
            "orders:1",
            "7d9f",
            Instant.parse("2026-03-01T11:00:00Z"));
    assertThat(seen.origin()).isEqualTo(new Origin(ORDERS, process, "0.2.0"));
    assertThat(seen.liveSet())
        .isEqualTo(
            new LiveSet(
                ORDERS,
                process,
                NOON,
                1L,
                2L,
                3L,
                4L,
                0.5,
                6L,
                7L,
                8L,
                9L,
                11L,
                12L,
                13L,
                14L,
                new Areas(
                    21L,
                    22L,
                    23L,
                    24L,
                    25L,
                    26L,
                    10L,
                    27L,
                    28L,
                    29L,
                    Map.of("GC", 31L, "Other", 32L)),
                15.5,
                16L));
    assertThat(seen.points())
        .contains(new SeriesPoint(ORDERS, "i-1", "memory.container.usage", "", NOON, 10.0))
        .hasSize(12);
  }

  @Test
  void categoriesWithoutTheirBytesAreLeftOut() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("memory.native.categories", List.of("GC", "Other"));
    fields.put("memory.native.committed", List.of(31L));

    var seen =
        (Observation.LiveSetSeen)
            one(Otlp.process("i-1"), Otlp.event("memory.live_set", NOON, fields));

    assertThat(seen.liveSet().areas().accounted()).isNull();
  }

  @Test
  void whatALiveSetDoesNotSayIsAbsent() {
    var seen =
        (Observation.LiveSetSeen)
            one(
                Map.of(
                    "service.instance.id", "i-1",
                    "memory.workload.kind", "Process",
                    "memory.workload.name", "app.jar"),
                Otlp.event("memory.live_set", NOON, Map.of("memory.heap.used", "not a number")));
    assertThat(seen.liveSet())
        .isEqualTo(
            new LiveSet(
                new Workload("", "Process", "app.jar", ""),
                new ProcessRef("i-1", null, null, null, null, null, null, null, null),
                NOON,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
    assertThat(seen.points()).isEmpty();
    assertThat(seen.origin().agentVersion()).isNull();
  }

  @Test
  void survivorsWithTheirSites() {
    Map<String, Object> known =
        Map.of(
            "type", "com.example.Session",
            "frames", List.of("a.B.c(B.java:1)", "d.E.f(E.java:2)"),
            "live_count", 3,
            "live_bytes", 3000,
            "ages", List.of(1, 20, 300),
            "births", 5,
            "deaths", 2);
    Map<String, Object> bare = Map.of("type", "byte[]", "live_count", 1, "live_bytes", 16);
    Map<String, Object> broken = Map.of("frames", List.of("no type"));
    var seen =
        (Observation.SurvivorsSeen)
            one(
                Otlp.process("i-1"),
                Otlp.bodyEvent(
                    "memory.survivors",
                    NOON,
                    Map.of(
                        "sampler",
                        "jfr",
                        "process_seconds",
                        90,
                        "allocated_bytes",
                        1_000_000,
                        "sites",
                        List.of(known, bare, broken))));
    Survivors survivors = seen.survivors();
    assertThat(survivors.sampler()).isEqualTo("jfr");
    assertThat(survivors.processAge()).isEqualTo(Duration.ofSeconds(90));
    assertThat(survivors.allocatedBytes()).isEqualTo(1_000_000);
    assertThat(survivors.sites())
        .containsExactly(
            new Survivors.Site(
                "com.example.Session",
                List.of("a.B.c(B.java:1)", "d.E.f(E.java:2)"),
                3,
                3000,
                List.of(1, 20, 300),
                5L,
                2L),
            new Survivors.Site("byte[]", List.of(), 1, 16, List.of(), null, null));
  }

  @Test
  void survivorsBeyondTheVocabularysBoundsAreCutOff() {
    List<Object> sites = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sites.add(Map.of("type", "T" + i, "live_count", 1, "live_bytes", 1));
    }
    var seen =
        (Observation.SurvivorsSeen)
            one(
                Otlp.process("i-1"),
                Otlp.bodyEvent(
                    "memory.survivors",
                    NOON,
                    Map.of("sampler", "jfr", "process_seconds", 1, "sites", sites)));
    assertThat(seen.survivors().sites()).hasSize(128);
  }

  @Test
  void survivorsThatDoNotSayHowTheyWereTakenAreIgnored() {
    assertThat(one(Otlp.process("i-1"), Otlp.bodyEvent("memory.survivors", NOON, Map.of())))
        .isEqualTo(new Observation.Ignored("malformed_event"));
  }

  @Test
  void anAgentOnItsHealth() {
    var spoke =
        (Observation.AgentSpoke)
            one(
                Otlp.process("i-1"),
                Otlp.event(
                    "memory.agent",
                    NOON,
                    Map.of(
                        "memory.agent.state", "degraded",
                        "memory.agent.reason", "no JFR",
                        "memory.agent.interval", 5.0,
                        "memory.agent.cpu_seconds", 2.5,
                        "memory.agent.walk_cpu_seconds", 0.5,
                        "memory.agent.sampler", "jvmti",
                        "memory.agent.plan", "\"1a\"")));
    assertThat(spoke.state()).isEqualTo("degraded");
    assertThat(spoke.reason()).isEqualTo("no JFR");
    assertThat(spoke.intervalSeconds()).isEqualTo(5.0);
    assertThat(spoke.cost()).isEqualTo(AgentCost.of(NOON, 2.5, null, 0.5));
    assertThat(spoke.sampler()).isEqualTo("jvmti");
    assertThat(spoke.plan()).isEqualTo("\"1a\"");
  }

  @Test
  void ofWhatAnAgentSaysOnlySoMuchIsKept() {
    var spoke =
        (Observation.AgentSpoke)
            one(
                Otlp.process("i-1"),
                Otlp.event(
                    "memory.agent",
                    NOON,
                    Map.of(
                        "memory.agent.state", "s".repeat(501),
                        "memory.agent.reason", "r".repeat(501))));
    assertThat(spoke.state()).hasSize(500);
    assertThat(spoke.reason()).hasSize(500);
  }

  @Test
  void whatRulesSaw() {
    var frames = Collections.nCopies(40, "shop.Orders.read(Orders.java:12)");
    var seen =
        (Observation.RulesReported)
            one(
                Otlp.process("i-1"),
                Otlp.bodyEvent(
                    "memory.rule_findings",
                    NOON,
                    Map.of(
                        "rules",
                        List.of(
                            Map.of("name", "unclosed_resources", "state", "installed"),
                            Map.of(
                                "name",
                                "running_executors",
                                "state",
                                "removed",
                                "reason",
                                "it took more than its budget",
                                "seconds",
                                0.5),
                            Map.of("state", "of nothing")),
                        "findings",
                        List.of(
                            Map.of(
                                "rule",
                                "unclosed_resources",
                                "type",
                                "java.util.zip.Inflater",
                                "frames",
                                frames,
                                "opened",
                                100,
                                "closed",
                                10,
                                "collected",
                                60,
                                "alive",
                                30,
                                "oldest_seconds",
                                12.5),
                            Map.of("rule", "unclosed_resources")))));
    assertThat(seen.findings().at()).isEqualTo(NOON);
    assertThat(seen.findings().rules())
        .containsExactly(
            new RuleFindings.Rule("unclosed_resources", "installed", null, null),
            new RuleFindings.Rule(
                "running_executors", "removed", "it took more than its budget", 0.5));
    assertThat(seen.findings().found())
        .containsExactly(
            new RuleFindings.Found(
                "unclosed_resources",
                "java.util.zip.Inflater",
                frames.subList(0, 12),
                100,
                10,
                60,
                30,
                12.5));
  }

  @Test
  void whatBecameOfADirective() {
    var ended =
        (Observation.DirectiveEnded)
            one(
                Otlp.process("i-1"),
                Otlp.bodyEvent(
                    "memory.directive",
                    NOON,
                    Map.of(
                        "id",
                        "all/dump",
                        "kind",
                        "heap_dump",
                        "outcome",
                        "refused",
                        "reason",
                        "it would take 2 GiB " + "x".repeat(1_000),
                        "predicted_pause_seconds",
                        0.4,
                        "predicted_bytes",
                        1 << 30)));
    assertThat(ended.outcome().id()).isEqualTo("all/dump");
    assertThat(ended.outcome().outcome()).isEqualTo("refused");
    assertThat(ended.outcome().reason()).startsWith("it would take 2 GiB").hasSize(500);
    assertThat(ended.outcome().predictedPauseSeconds()).isEqualTo(0.4);
    assertThat(ended.outcome().predictedBytes()).isEqualTo(1L << 30);
    assertThat(ended.outcome().bytes()).isNull();
    var dumped =
        (Observation.DirectiveEnded)
            one(
                Otlp.process("i-1"),
                Otlp.bodyEvent(
                    "memory.directive",
                    NOON,
                    Map.of(
                        "id", "all/dump",
                        "kind", "heap_dump",
                        "outcome", "done",
                        "file", "/dumps/1.hprof")));
    assertThat(dumped.outcome().reason()).isEqualTo("written to /dumps/1.hprof");
    var saidTwice =
        (Observation.DirectiveEnded)
            one(
                Otlp.process("i-1"),
                Otlp.bodyEvent(
                    "memory.directive",
                    NOON,
                    Map.of(
                        "id", "all/dump",
                        "kind", "heap_dump",
                        "outcome", "done",
                        "reason", "written to /dumps/1.hprof",
                        "file", "/dumps/1.hprof")));
    assertThat(saidTwice.outcome().reason()).isEqualTo("written to /dumps/1.hprof");
    assertThat(
            one(
                Otlp.process("i-1"),
                Otlp.bodyEvent("memory.directive", NOON, Map.of("id", "all/dump"))))
        .isEqualTo(new Observation.Ignored("malformed_event"));
  }

  @Test
  void whatAProfileAsksOfAgents() {
    var seen =
        (Observation.ProfileSeen)
            one(
                Map.of("k8s.namespace.name", "shop"),
                Otlp.bodyEvent(
                    "memory.profile",
                    NOON,
                    Map.of(
                        "name",
                        "all",
                        "sampling",
                        "OnSuspicion",
                        "sampling_budget_cores",
                        0.001,
                        "walk",
                        "Never",
                        "walk_budget_cores",
                        -1.0,
                        "rules",
                        "Always",
                        "max_pause_seconds",
                        1.5,
                        "directives",
                        List.of(
                            Map.of(
                                "id",
                                "look",
                                "kind",
                                "stack_samples",
                                "pod",
                                "orders-1",
                                "container",
                                "app",
                                "duration_seconds",
                                30,
                                "max_bytes",
                                7,
                                "max_pause_seconds",
                                0.1),
                            Map.of("id", "of-later", "kind", "time_travel", "pod", "orders-1"),
                            Map.of("id", "nowhere", "kind", "heap_dump")))));
    assertThat(seen.profile().looks())
        .isEqualTo(
            new LookSettings(
                When.ON_SUSPICION, 0.001, When.NEVER, null, When.ALWAYS, Duration.ofMillis(1_500)));
    assertThat(seen.profile().directives())
        .containsExactly(
            new AskedDirective(
                new Directive("all/look", DirectiveKind.STACK_SAMPLES, 0.1, 7L, 30L),
                "orders-1",
                "app"));
  }

  @Test
  void aPodWithTwoContainers() {
    Map<String, Object> app =
        Map.of(
            "name", "app",
            "image", "orders:1",
            "image_id", "sha256:aa",
            "memory_limit", 1000,
            "restarts", 2,
            "last_termination_reason", "OOMKilled",
            "last_termination_time", "2026-03-01T11:59:00Z");
    var seen =
        (Observation.PodSeen)
            one(
                Otlp.process("operator"),
                Otlp.bodyEvent(
                    "memory.pod",
                    NOON,
                    Map.of(
                        "profile", "default",
                        "revision", "7d9f",
                        "containers", List.of(app, Map.of("name", "proxy")))));
    assertThat(seen.deleted()).isFalse();
    assertThat(seen.pod())
        .isEqualTo(
            new KnownPod(
                "uid-1",
                NOON,
                "shop",
                "Deployment",
                "orders",
                "default",
                "7d9f",
                List.of("app", "proxy")));
    assertThat(seen.facts())
        .containsExactly(
            new PodFact(
                ORDERS,
                NOON,
                "orders-abc-1",
                "uid-1",
                "orders:1",
                "sha256:aa",
                "7d9f",
                1000L,
                2,
                Instant.parse("2026-03-01T11:59:00Z"),
                "OOMKilled",
                false),
            new PodFact(
                new Workload("shop", "Deployment", "orders", "proxy"),
                NOON,
                "orders-abc-1",
                "uid-1",
                null,
                null,
                "7d9f",
                null,
                0,
                null,
                null,
                false));
  }

  @Test
  void aProfileAndItsDefaults() {
    Map<String, Object> resource = Map.of("k8s.namespace.name", "shop");
    assertThat(
            one(
                resource,
                Otlp.bodyEvent(
                    "memory.profile",
                    NOON,
                    Map.of(
                        "name",
                        "default",
                        "generation",
                        2,
                        "minimum_confidence",
                        0.9,
                        "horizon_seconds",
                        3600,
                        "findings",
                        List.of(
                            Map.of(
                                "id",
                                "heap-1",
                                "triage",
                                "Ignored",
                                "reason",
                                "known",
                                "until",
                                "2026-12-31T00:00:00Z"),
                            Map.of("id", "heap-2", "triage", "Acknowledged", "until", "never"),
                            Map.of("id", "heap-3", "triage", "Postponed"),
                            Map.of("id", "heap-4", "triage", "Open"),
                            Map.of("triage", "Ignored")),
                        "deleted",
                        true))))
        .isEqualTo(
            new Observation.ProfileSeen(
                new KnownProfile(
                    "shop",
                    "default",
                    0.9,
                    Duration.ofHours(1),
                    Map.of(
                        "heap-1",
                        new Triage(
                            TriageState.IGNORED, "known", Instant.parse("2026-12-31T00:00:00Z")),
                        "heap-2",
                        new Triage(TriageState.ACKNOWLEDGED, null, null))),
                NOON,
                true));
    assertThat(one(resource, Otlp.bodyEvent("memory.profile", NOON, Map.of("name", "bare"))))
        .isEqualTo(
            new Observation.ProfileSeen(
                new KnownProfile(
                    "shop",
                    "bare",
                    DetectionSettings.DEFAULT_MINIMUM_CONFIDENCE,
                    DetectionSettings.DEFAULT_HORIZON,
                    Map.of()),
                NOON,
                false));
  }

  @Test
  void whoDoesNotSayWhoHeIsIsIgnored() {
    assertThat(
            one(
                Map.of("service.name", "orders"),
                Otlp.event("memory.live_set", NOON, Map.of("memory.heap.used", 1))))
        .isEqualTo(new Observation.Ignored("unidentified"));
    assertThat(one(Map.of(), Otlp.bodyEvent("memory.profile", NOON, Map.of("name", "a"))))
        .isEqualTo(new Observation.Ignored("unidentified"));
    assertThat(one(Map.of(), Otlp.bodyEvent("memory.pod", NOON, Map.of())))
        .isEqualTo(new Observation.Ignored("unidentified"));
    assertThat(one(Otlp.process("i-1"), Otlp.event("something.else", NOON, Map.of())))
        .isEqualTo(new Observation.Ignored("unknown_event"));
  }

  @Test
  void whoDoesNotNameHisProcessIsKnownByPodAndContainer() {
    var seen =
        (Observation.LiveSetSeen)
            one(
                Map.of(
                    "service.name", "carts",
                    "k8s.pod.uid", "uid-9",
                    "k8s.container.name", "app"),
                Otlp.event("memory.live_set", NOON, Map.of()));
    assertThat(seen.origin().process().instanceId()).isEqualTo("uid-9/app");
  }

  @Test
  void openTelemetrysOwnNamesOfOwnersAreUnderstood() {
    var seen =
        (Observation.LiveSetSeen)
            one(
                Map.of(
                    "service.instance.id", "i-1",
                    "service.name", "anything",
                    "k8s.namespace.name", "shop",
                    "k8s.statefulset.name", "carts",
                    "k8s.pod.name", "carts-0",
                    "k8s.container.name", "app"),
                Otlp.event("memory.live_set", NOON, Map.of()));
    assertThat(seen.origin().workload())
        .isEqualTo(new Workload("shop", "StatefulSet", "carts", "app"));
  }

  @Test
  void theTimeIsTheRecordsUnlessItSaysNoneOrComesFromTheFuture() {
    Instant received = NOON.plusSeconds(30);
    assertThat(EventTime.of(nanos(NOON), nanos(received), received)).isEqualTo(NOON);
    assertThat(EventTime.of(0, nanos(NOON), received)).isEqualTo(NOON);
    assertThat(EventTime.of(0, 0, received)).isEqualTo(received);
    assertThat(EventTime.of(nanos(NOON.plusSeconds(200)), 0, NOON))
        .isEqualTo(NOON.plusSeconds(200));
    assertThat(EventTime.of(nanos(NOON.plusSeconds(301)), 0, NOON)).isEqualTo(NOON);
    assertThat(EventTime.of(-1, 0, NOON)).isEqualTo(NOON);
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  private static Observation one(Map<String, Object> resource, LogRecord record) {
    List<Observation> observations =
        LogTranslator.translate(Otlp.request(resource, record), NOON, REVISIONS);
    assertThat(observations).hasSize(1);
    return observations.getFirst();
  }

  @Test
  void theEndOfAListingNamesTheNamespacesThatAreWatched() {
    assertThat(
            one(
                Map.of(),
                Otlp.bodyEvent("memory.sync", NOON, Map.of("namespaces", List.of("shop", "ops")))))
        .isEqualTo(new Observation.ClusterListed(NOON, Set.of("shop", "ops")));
  }
}

package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.CollectorServer;
import dev.memorysystem.agent.harness.Jdks;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules find what is left open in a running program, and leave its classes as they were. */
class RulesIT {
  private static final String ALL =
      "{\"rules\": {\"enabled\": [\"unclosed_resources\", \"running_executors\","
          + " \"staying_class_loaders\", \"of a later version\"]}}";

  @TempDir Path folder;

  static Stream<Jdks.Jdk> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void findsWhoLeavesThemOpenAndGivesTheClassesBack(Jdks.Jdk jdk) throws Exception {
    try (var collector = new CollectorServer()) {
      collector.plan("{}");
      try (var child =
          new ChildJvm(jdk)
              .reportingTo(collector.endpoint())
              .options("-javaagent:" + reader())
              .start("LeftOpen")) {
        assertThat(calls(child, "")).as("before").isZero();

        collector.plan(ALL);
        await()
            .atMost(ChildJvm.PATIENCE)
            .untilAsserted(() -> assertThat(states(collector)).isEqualTo(all("installed")));
        assertThat(calls(child, "leak")).as("installed").isPositive();
        await().atMost(ChildJvm.PATIENCE).untilAsserted(() -> assertFound(collector));

        collector.plan("{}");
        await()
            .atMost(ChildJvm.PATIENCE)
            .untilAsserted(() -> assertThat(states(collector)).isEqualTo(all("removed")));
        assertThat(calls(child, "")).as("removed").isZero();
        assertThat(child.errors()).isEmpty();
        assertThat(collector.problems()).isEmpty();
      }
    }
  }

  @Test
  void isRemovedForGoodWhenItTakesMoreThanItsBudget() throws Exception {
    String budget = "{\"rules\": {\"enabled\": [\"unclosed_resources\"], \"budget_cores\": 1e-9}}";
    try (var collector = new CollectorServer()) {
      collector.plan(budget);
      try (var child =
          new ChildJvm(Jdks.current())
              .reportingTo(collector.endpoint())
              .options("-javaagent:" + reader())
              .start("LeftOpen")) {
        await()
            .atMost(ChildJvm.PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(states(collector))
                        .isEqualTo(Map.of("unclosed_resources", "removed")));
        assertThat(entries(latest(collector), "rules").getFirst().get("reason").getStringValue())
            .isEqualTo("it took more than its budget");
        assertThat(calls(child, "")).isZero();

        collector.plan(ALL);
        await()
            .atMost(ChildJvm.PATIENCE)
            .until(() -> "installed".equals(states(collector).get("running_executors")));
        assertThat(states(collector)).containsEntry("unclosed_resources", "removed");
        assertThat(child.errors()).isEmpty();
      }
    }
  }

  @Test
  void aPodCanForbidThem() throws Exception {
    try (var collector = new CollectorServer()) {
      collector.plan(ALL);
      try (var child =
          new ChildJvm(Jdks.current())
              .reportingTo(collector.endpoint())
              .with("MEMORY_SYSTEM_RULES", "Never")
              .start("LeftOpen")) {
        await()
            .atMost(ChildJvm.PATIENCE)
            .until(
                () ->
                    collector.events("memory.agent").stream()
                        .anyMatch(event -> event.has("memory.agent.plan")));
        int before = collector.events("memory.live_set").size();
        await()
            .atMost(ChildJvm.PATIENCE)
            .until(() -> collector.events("memory.live_set").size() > before + 4);
        assertThat(collector.events("memory.rule_findings")).isEmpty();
        assertThat(child.finish()).isZero();
      }
    }
  }

  @Test
  void whatMayStopTheApplicationForTooLongIsRefused() throws Exception {
    try (var collector = new CollectorServer();
        var child =
            new ChildJvm(Jdks.current())
                .reportingTo(collector.endpoint())
                .with("MEMORY_SYSTEM_RULES", "running_executors")
                .with("MEMORY_SYSTEM_MAX_PAUSE_MS", "1")
                .start("LeftOpen")) {
      await()
          .atMost(ChildJvm.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(states(collector)).isEqualTo(Map.of("running_executors", "refused")));
      assertThat(child.finish()).isZero();
      assertThat(child.output()).isEmpty();
      assertThat(child.errors()).isEmpty();
    }
  }

  /** How many calls are woven into a class of the JDK, as its bytecode is now. */
  private static long calls(ChildJvm.Running child, String line) throws IOException {
    int before = (int) child.output().lines().count();
    child.type(line);
    await()
        .atMost(ChildJvm.PATIENCE)
        .until(() -> child.output().endsWith("\n") && child.output().lines().count() > before);
    byte[] bytes =
        Base64.getDecoder().decode(child.output().lines().skip(before).findFirst().orElseThrow());
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(
            element ->
                element instanceof InvokeInstruction call
                    && call.owner().asInternalName().endsWith("RuleHook"))
        .count();
  }

  private static void assertFound(CollectorServer collector) {
    assertThat(collector.events("memory.rule_findings")).isNotEmpty();
    var findings = entries(latest(collector), "findings");
    assertLeft(findings, "unclosed_resources", "java.util.zip.Inflater", "LeftOpen.leave");
    assertLeft(findings, "unclosed_resources", "java.util.zip.Deflater", "LeftOpen.garbage");
    assertLeft(findings, "unclosed_resources", "java.io.FileInputStream", "LeftOpen.leave");
    assertLeft(findings, "unclosed_resources", "java.net.Socket", "LeftOpen.leave");
    assertLeft(
        findings, "running_executors", "java.util.concurrent.ThreadPoolExecutor", "LeftOpen.leave");
    assertLeft(findings, "staying_class_loaders", "java.net.URLClassLoader", "LeftOpen.leave");
    assertThat(findings)
        .as("what is closed")
        .noneMatch(finding -> frames(finding).contains("LeftOpen.close("));
  }

  private static void assertLeft(
      List<Map<String, AnyValue>> findings, String rule, String type, String frame) {
    assertThat(findings)
        .as(type)
        .anySatisfy(
            finding -> {
              assertThat(finding.get("rule").getStringValue()).isEqualTo(rule);
              assertThat(finding.get("type").getStringValue()).isEqualTo(type);
              assertThat(frames(finding)).contains(frame);
              assertThat(finding.get("opened").getIntValue() - finding.get("closed").getIntValue())
                  .isGreaterThanOrEqualTo(3);
            });
  }

  private static String frames(Map<String, AnyValue> finding) {
    return finding.get("frames").getArrayValue().getValuesList().stream()
        .map(AnyValue::getStringValue)
        .reduce("", (text, frame) -> text + frame + "\n");
  }

  private static CollectorServer.Event latest(CollectorServer collector) {
    return collector.events("memory.rule_findings").getLast();
  }

  private static Map<String, String> states(CollectorServer collector) {
    if (collector.events("memory.rule_findings").isEmpty()) {
      return Map.of();
    }
    return entries(latest(collector), "rules").stream()
        .collect(
            Collectors.toMap(
                rule -> rule.get("name").getStringValue(),
                rule -> rule.get("state").getStringValue()));
  }

  private static Map<String, String> all(String state) {
    return Map.of(
        "unclosed_resources", state, "running_executors", state, "staying_class_loaders", state);
  }

  private static List<Map<String, AnyValue>> entries(CollectorServer.Event event, String list) {
    return event.body().get(list).getArrayValue().getValuesList().stream()
        .map(entry -> CollectorServer.map(entry.getKvlistValue().getValuesList()))
        .toList();
  }

  /** Of the program itself as an agent that reads a class's bytes. */
  private Path reader() throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "dev.memorysystem.programs.LeftOpen");
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("reader.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("empty"));
    }
    return jar;
  }
}

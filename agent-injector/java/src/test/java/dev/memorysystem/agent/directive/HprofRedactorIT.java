package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.agent.harness.ChildJvm;
import dev.memorysystem.agent.harness.Jdks;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.ObjectArrayInstance;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;

/** Dumps of every JDK, redacted: nothing that the heap held, and all that held it. */
class HprofRedactorIT {
  private static final String PROGRAM = "dev.memorysystem.programs.Secrets";
  private static final String SECRET = "whisper-kx3vq-secret";

  static Stream<Arguments> jvms() {
    return Stream.concat(
        Jdks.all().stream().map(jdk -> Arguments.of(jdk, List.of("-XX:+UseSerialGC"))),
        Stream.of(
                List.of("-XX:+UseG1GC"),
                List.of("-XX:+UseZGC"),
                List.of("-XX:-UseCompressedOops", "-XX:+UseParallelGC"),
                List.of("-XX:+UseCompactObjectHeaders"))
            .filter(Jdks.current()::accepts)
            .map(options -> Arguments.of(Jdks.current(), options)));
  }

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("jvms")
  void keepsTheGraphAlone(Jdks.Jdk jdk, List<String> options) throws Exception {
    Path whole = folder.resolve("whole.hprof");
    try (var child =
        new ChildJvm(jdk)
            .withoutAgent()
            .options("-Xmx64m")
            .options(options.toArray(String[]::new))
            .start("Secrets", SECRET, whole.toString())) {
      assertThat(child.finish()).isZero();
    }
    assertThat(found(whole)).containsOnlyKeys(secrets().keySet());
    Path redacted = folder.resolve("redacted.hprof");
    try (var source = FileChannel.open(whole);
        var target =
            FileChannel.open(redacted, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      HprofRedactor.redact(source, target, () -> {});
    }
    assertThat(found(redacted)).isEmpty();
    assertGraph(HeapFactory.createHeap(redacted.toFile()), HeapFactory.createHeap(whole.toFile()));
  }

  private static void assertGraph(Heap redacted, Heap whole) {
    assertThat(redacted.getSummary().getTotalLiveInstances())
        .isEqualTo(whole.getSummary().getTotalLiveInstances());
    assertThat(redacted.getGCRoots()).hasSameSizeAs(whole.getGCRoots());
    assertThat(classNames(redacted)).containsExactlyElementsOf(classNames(whole));
    JavaClass program = redacted.getJavaClassByName(PROGRAM);
    assertThat(program.getValueOfStaticField("pin")).isEqualTo(0L);
    var vault = (Instance) program.getValueOfStaticField("VAULT");
    assertThat(vault.getValueOfField("size")).isEqualTo(1_000);
    assertThat(vault.getValueOfField("threshold")).isEqualTo(0);
    JavaClass keepers = redacted.getJavaClassByName(PROGRAM + "$Keeper");
    assertThat(keepers.getInstancesCount()).isEqualTo(1_001);
    for (Instance keeper : instances(keepers.getInstances())) {
      assertThat(keeper.getValueOfField("self")).isEqualTo(keeper);
      assertThat(((Instance) keeper.getValueOfField("inherited")).getJavaClass().getName())
          .isEqualTo("java.lang.Object");
      assertThat(keeper.getValueOfField("number")).isEqualTo(0L);
      assertThat(keeper.getValueOfField("fraction")).isEqualTo(0.0);
      var characters = (PrimitiveArrayInstance) keeper.getValueOfField("characters");
      assertThat(characters.getLength()).isEqualTo(SECRET.length());
      assertThat(((Instance) keeper.getValueOfField("text")).getValueOfField("hash")).isEqualTo(0);
    }
    var list = (Instance) program.getValueOfStaticField("LIST");
    assertThat(list.getValueOfField("size")).isEqualTo(2);
    var elements = (ObjectArrayInstance) list.getValueOfField("elementData");
    var nested = (ObjectArrayInstance) instances(elements.getValues()).getFirst();
    var inner = (ObjectArrayInstance) instances(nested.getValues()).getFirst();
    assertThat(instances(inner.getValues()).getFirst().getJavaClass()).isEqualTo(keepers);
  }

  private static List<String> classNames(Heap heap) {
    return heap.getAllClasses().stream().map(type -> ((JavaClass) type).getName()).toList();
  }

  /** The library's lists have no types. */
  private static List<Instance> instances(List<?> untyped) {
    return untyped.stream().map(Instance.class::cast).toList();
  }

  /** How the secrets lie in a dump. */
  private static Map<String, byte[]> secrets() {
    Map<String, byte[]> secrets = new LinkedHashMap<>();
    secrets.put("bytes", SECRET.getBytes(StandardCharsets.UTF_8));
    secrets.put("characters", SECRET.getBytes(StandardCharsets.UTF_16BE));
    secrets.put("numbers", SECRET.getBytes(java.nio.charset.Charset.forName("UTF-32BE")));
    secrets.put("literal", "xq7wz-secret".getBytes(StandardCharsets.UTF_8));
    secrets.put("pin", "pin-4711".getBytes(StandardCharsets.UTF_8));
    return secrets;
  }

  private static Map<String, byte[]> found(Path file) throws Exception {
    Map<String, byte[]> found = new LinkedHashMap<>();
    byte[] dump = Files.readAllBytes(file);
    String text = new String(dump, StandardCharsets.ISO_8859_1);
    secrets()
        .forEach(
            (name, secret) -> {
              if (text.contains(new String(secret, StandardCharsets.ISO_8859_1))) {
                found.put(name, secret);
              }
            });
    return found;
  }
}

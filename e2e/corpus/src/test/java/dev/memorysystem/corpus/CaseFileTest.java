package dev.memorysystem.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.analyzer.finding.LeakKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFileTest {
  private static final String WHOLE =
      """
      name: orders
      language: jvm
      what: Orders stay.
      source: https://example.org/1
      main: com.acme.Orders
      heap: 128m
      jvm: [-Dshared=1]
      load: {low: [2.5], high: [60, eu]}
      subset: true
      variants:
        - name: leaky
          maven: [g:a:1, 'g:b:jar:linux:2']
          jvm: [-XX:+UseZGC]
          heap: 1g
          expect: leak
          kind: class_loader
          culprit: {type: ['byte\\[\\]'], site: ['com\\.acme\\.Orders\\..*'], holder: 'com\\.acme\\.Orders\\.all'}
        - name: fixed
          main: com.acme.Fixed
          minutes: 9
          expect: clean
      """;

  @TempDir Path cases;

  @Test
  void aVariantHasWhatItsCaseSaysUnlessItSaysOtherwise() throws Exception {
    Case read = CaseFile.read(folder("orders", WHOLE));

    assertThat(read.name()).isEqualTo("orders");
    assertThat(read.isRunnable()).isTrue();
    assertThat(read.subset()).isTrue();
    Variant leaky = read.variants().getFirst();
    assertThat(leaky.main()).isEqualTo("com.acme.Orders");
    assertThat(leaky.maven()).containsExactly("g:a:1", "g:b:jar:linux:2");
    assertThat(leaky.heap()).isEqualTo(new HeapSize(1024));
    assertThat(leaky.jvm()).containsExactly("-Dshared=1", "-XX:+UseZGC");
    assertThat(leaky.collector()).contains(Collector.ZGC);
    assertThat(leaky.arguments(Load.LOW)).containsExactly("2.5");
    assertThat(leaky.arguments(Load.HIGH)).containsExactly("60", "eu");
    assertThat(leaky.minutes()).isEqualTo(15);
    assertThat(leaky.kinds()).containsExactly(LeakKind.METASPACE);
    assertThat(leaky.culprit().isType("byte[]")).isTrue();
    assertThat(leaky.culprit().isType("byte")).isFalse();
    assertThat(leaky.culprit().isSite("com.acme.Orders.take")).isTrue();
    assertThat(leaky.culprit().isSite(null)).isFalse();
    Variant fixed = read.variants().getLast();
    assertThat(fixed.main()).isEqualTo("com.acme.Fixed");
    assertThat(fixed.heap().maximumFlag()).isEqualTo("-Xmx128m");
    assertThat(fixed.heap().initialFlag()).isEqualTo("-Xms32m");
    assertThat(fixed.minutes()).isEqualTo(9);
    assertThat(fixed.leaks()).isFalse();
    assertThat(fixed.collector()).isEmpty();
  }

  @Test
  void severalKindsMayBeRight() throws Exception {
    Case read =
        CaseFile.read(
            folder("orders", WHOLE.replace("kind: class_loader", "kind: [thread, heap]")));

    Variant leaky = read.variants().getFirst();
    assertThat(leaky.kinds()).containsExactlyInAnyOrder(LeakKind.THREAD, LeakKind.HEAP);
    assertThat(leaky.hasCulpritOnHeap(LeakKind.THREAD)).as("a thread has no site").isFalse();
    assertThat(leaky.hasCulpritOnHeap(LeakKind.HEAP)).isTrue();
    assertThat(leaky.hasCulpritOnHeap(LeakKind.NATIVE)).as("of the wrong kind").isTrue();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws IOException {
    Path folder =
        folder(
            "orders",
            """
            name: other
            language: cobol
            what: ' '
            main: Orders
            heap: big
            load: {low: [eu], high: [0]}
            variants:
              - {name: Leaky One, expect: leak, kind: heap, maven: [just-a-name]}
              - {name: a, expect: maybe, minutes: -1}
              - {name: a, expect: leak, kind: bug, heap: 1g, culprit: {type: ['['], site: [x]}}
              - {name: b, expect: clean, kind: heap, culprit: {type: [x]}}
            """);

    assertThatThrownBy(() -> CaseFile.read(folder))
        .isInstanceOf(InvalidCase.class)
        .message()
        .contains(
            "orders/case.yaml",
            "name: is `other`, its folder is `orders`",
            "language: `cobol` is none of",
            "what: is missing",
            "source: is missing",
            "variants[0].heap: `big` is not a size such as 128m or 1g",
            "variants[0].load.low: the first argument must be requests a second",
            "variants[0].load.high: the first argument must be requests a second",
            "variants[0].name: `Leaky One` is not in kebab-case",
            "variants[0].maven: `just-a-name` is not group:artifact:version",
            "variants[0].culprit: a leak on the heap needs type and site",
            "variants[1].expect: `maybe` is neither leak nor clean",
            "variants[1].minutes: must be above 0",
            "variants[2].name: `a` is taken",
            "variants[2].kind: `bug` is none of",
            "variants[2].culprit.type: `[` is no regular expression",
            "variants[3].kind: a clean variant has none",
            "variants[3].culprit: a clean variant has none");
  }

  @Test
  void anUnknownFieldIsNamedWithItsPlace() throws IOException {
    Path folder = folder("orders", WHOLE.replace("heap: 128m", "hepa: 128m"));
    Path inside = folder("inside", WHOLE.replace("minutes: 9", "mintues: 9"));

    assertThatThrownBy(() -> CaseFile.read(folder))
        .isInstanceOf(InvalidCase.class)
        .hasMessageContaining("hepa: there is no such field here, only [")
        .hasMessageContaining("heap");
    assertThatThrownBy(() -> CaseFile.read(inside))
        .hasMessageContaining("variants[1].mintues: there is no such field here");
  }

  @Test
  void whatIsNoYamlOrOfAnotherTypeIsSaid() throws IOException {
    Path broken = folder("broken", "name: [");
    Path typed = folder("orders", WHOLE.replace("subset: true", "subset: [1]"));
    Path empty = folder("empty", "");
    Path missing = Files.createDirectory(cases.resolve("missing"));

    assertThatThrownBy(() -> CaseFile.read(broken)).isInstanceOf(InvalidCase.class);
    assertThatThrownBy(() -> CaseFile.read(typed))
        .isInstanceOf(InvalidCase.class)
        .hasMessageContaining("line 9");
    assertThatThrownBy(() -> CaseFile.read(empty))
        .isInstanceOf(InvalidCase.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> CaseFile.read(missing)).hasMessageContaining("is missing");
    assertThatThrownBy(() -> CaseFile.readAll(cases))
        .as("all at once")
        .hasMessageContaining("broken/case.yaml")
        .hasMessageContaining("missing/case.yaml");
  }

  @Test
  void aCaseOfAnotherLanguageIsReadAndNotRun() throws Exception {
    folder("orders", WHOLE);
    folder(
        "cookies",
        WHOLE
            .replace("name: orders", "name: cookies")
            .replace("language: jvm", "language: python"));

    var read = CaseFile.readAll(cases);

    assertThat(read).extracting(Case::name).containsExactly("cookies", "orders");
    assertThat(Matrix.ALL.plans(read)).extracting(plan -> plan.of().name()).containsOnly("orders");
  }

  private Path folder(String name, String yaml) throws IOException {
    Path folder = Files.createDirectory(cases.resolve(name));
    Files.writeString(folder.resolve("case.yaml"), yaml);
    return folder;
  }
}

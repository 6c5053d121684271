package dev.memorysystem.corpus;

import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.corpus.CaseFile.Written;
import dev.memorysystem.corpus.CaseFile.WrittenCulprit;
import dev.memorysystem.corpus.CaseFile.WrittenLoad;
import dev.memorysystem.corpus.CaseFile.WrittenVariant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Makes a case of what is written, or says everything that is wrong with it. */
final class CaseReader {
  private static final double DEFAULT_MINUTES = 15;
  private static final Set<String> LANGUAGES = Set.of("jvm", "python", "node");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+:[\\w.-]+(:[\\w.-]+){1,3}");
  private static final Map<String, LeakKind> KINDS =
      Map.of(
          "heap", LeakKind.HEAP,
          "direct_buffer", LeakKind.DIRECT_BUFFER,
          "mapped_buffer", LeakKind.MAPPED_BUFFER,
          "thread", LeakKind.THREAD,
          "class_loader", LeakKind.METASPACE,
          "native", LeakKind.NATIVE,
          "page_cache", LeakKind.PAGE_CACHE,
          "allocator_retention", LeakKind.ALLOCATOR_RETENTION);

  private final Path folder;
  private final List<String> problems = new ArrayList<>();

  CaseReader(Path folder) {
    this.folder = folder;
  }

  Case read(Written written) throws InvalidCase {
    String folderName = folder.getFileName().toString();
    String name = required("name", written.name());
    check(name.equals(folderName), "name: is `%s`, its folder is `%s`", name, folderName);
    String language = required("language", written.language());
    check(LANGUAGES.contains(language), "language: `%s` is none of %s", language, LANGUAGES);
    List<WrittenVariant> variants = orEmpty(written.variants());
    check(!variants.isEmpty(), "variants: at least one is needed");
    List<Variant> read = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variant("variants[%d].".formatted(i), written, variants.get(i));
      check(names.add(variant.name()), "variants[%d].name: `%s` is taken", i, variant.name());
      read.add(variant);
    }
    Case result =
        new Case(
            folder,
            name,
            language,
            required("what", written.what()),
            required("source", written.source()),
            Boolean.TRUE.equals(written.subset()),
            read);
    if (!problems.isEmpty()) {
      throw new InvalidCase(folder.resolve("case.yaml"), problems);
    }
    return result;
  }

  private Variant variant(String at, Written shared, WrittenVariant written) {
    String name = required(at + "name", written.name());
    check(NAME.matcher(name).matches(), "%sname: `%s` is not in kebab-case", at, name);
    for (String coordinates : orEmpty(written.maven())) {
      check(
          COORDINATES.matcher(coordinates).matches(),
          "%smaven: `%s` is not group:artifact:version",
          at,
          coordinates);
    }
    List<String> jvm = new ArrayList<>(orEmpty(shared.jvm()));
    jvm.addAll(orEmpty(written.jvm()));
    WrittenLoad load = written.load() == null ? shared.load() : written.load();
    Double minutes = written.minutes() == null ? shared.minutes() : written.minutes();
    check(minutes == null || minutes > 0, "%sminutes: must be above 0", at);
    Expect expect = expect(at, written);
    boolean leaks = expect == Expect.LEAK;
    Set<LeakKind> kinds = leaks ? kinds(at, orEmpty(written.kind())) : Set.of();
    if (!leaks) {
      check(written.kind() == null, "%skind: a clean variant has none", at);
      check(written.culprit() == null, "%sculprit: a clean variant has none", at);
    }
    return new Variant(
        name,
        required(at + "main", written.main() == null ? shared.main() : written.main()),
        orEmpty(written.maven()),
        heap(at, written.heap() == null ? shared.heap() : written.heap()),
        jvm,
        arguments(at + "load.low", load == null ? null : load.low()),
        arguments(at + "load.high", load == null ? null : load.high()),
        minutes == null ? DEFAULT_MINUTES : minutes,
        expect,
        kinds,
        leaks ? culprit(at + "culprit", kinds.contains(LeakKind.HEAP), written.culprit()) : null);
  }

  private Expect expect(String at, WrittenVariant written) {
    String text = required(at + "expect", written.expect());
    check(
        text.equals("leak") || text.equals("clean"),
        "%sexpect: `%s` is neither leak nor clean",
        at,
        text);
    return text.equals("leak") ? Expect.LEAK : Expect.CLEAN;
  }

  private Set<LeakKind> kinds(String at, List<String> written) {
    check(!written.isEmpty(), "%skind: is missing", at);
    Set<LeakKind> kinds = EnumSet.noneOf(LeakKind.class);
    for (String text : written) {
      LeakKind kind = KINDS.get(text);
      if (kind == null) {
        problems.add("%skind: `%s` is none of %s".formatted(at, text, KINDS.keySet()));
      } else {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  private @Nullable Culprit culprit(String at, boolean onHeap, @Nullable WrittenCulprit written) {
    if (written == null) {
      check(!onHeap, "%s: a leak on the heap needs type and site", at);
      return null;
    }
    List<Pattern> type = patterns(at + ".type", written.type());
    List<Pattern> site = patterns(at + ".site", written.site());
    check(!onHeap || !type.isEmpty(), "%s.type: at least one is needed", at);
    check(!onHeap || !site.isEmpty(), "%s.site: at least one is needed", at);
    String holder = written.holder();
    return new Culprit(type, site, holder == null ? null : pattern(at + ".holder", holder));
  }

  private List<Pattern> patterns(String at, @Nullable List<String> written) {
    return orEmpty(written).stream().map(each -> pattern(at, each)).toList();
  }

  private Pattern pattern(String at, String written) {
    try {
      return Pattern.compile(written);
    } catch (PatternSyntaxException e) {
      problems.add(
          "%s: `%s` is no regular expression: %s".formatted(at, written, e.getDescription()));
      return Pattern.compile(Pattern.quote(written));
    }
  }

  /** What the first one is, requests a second, is what the smoke test multiplies. */
  private List<String> arguments(String at, @Nullable List<String> written) {
    List<String> arguments = orEmpty(written);
    boolean rate = !arguments.isEmpty() && Rates.isRate(arguments.getFirst());
    check(rate, "%s: the first argument must be requests a second, a number above 0", at);
    return arguments;
  }

  private HeapSize heap(String at, @Nullable String written) {
    String text = required(at + "heap", written);
    return HeapSize.of(text)
        .orElseGet(
            () -> {
              check(text.isEmpty(), "%sheap: `%s` is not a size such as 128m or 1g", at, text);
              return new HeapSize(1);
            });
  }

  private String required(String field, @Nullable String value) {
    check(value != null && !value.isBlank(), "%s: is missing", field);
    return Objects.requireNonNullElse(value, "");
  }

  private void check(boolean fine, String problem, @Nullable Object... of) {
    if (!fine) {
      problems.add(problem.formatted(of));
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}

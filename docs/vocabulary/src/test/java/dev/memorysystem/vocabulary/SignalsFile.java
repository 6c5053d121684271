package dev.memorysystem.vocabulary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** docs/signals.yaml and the files generated from it. */
final class SignalsFile {
  static final Path DOCS = Path.of("").toAbsolutePath().getParent();
  static final Path CONSTANTS =
      Path.of("src/main/java/dev/memorysystem/vocabulary/Signals.java").toAbsolutePath();
  static final Path REFERENCE = DOCS.resolve("signals.md");

  private final Map<String, List<Map<String, Object>>> sections;

  private SignalsFile(Map<String, List<Map<String, Object>>> sections) {
    this.sections = sections;
  }

  static SignalsFile read() throws IOException {
    try (var in = Files.newInputStream(DOCS.resolve("signals.yaml"))) {
      return new SignalsFile(new Yaml().load(in));
    }
  }

  /** The Java source of {@link Signals}. */
  String constants() {
    var out = new StringBuilder();
    out.append("package dev.memorysystem.vocabulary;\n\n");
    out.append("/** Names of signals. Generated from docs/signals.yaml by `make generate`. */\n");
    out.append("public final class Signals {\n  private Signals() {}\n");
    constantsOf(out, "Resource", "Resource attributes.", section("resource"));
    constantsOf(out, "Metric", "Metrics.", section("metrics"));
    constantsOf(out, "Attribute", "Attributes of metrics.", section("metric_attributes"));
    constantsOf(out, "Event", "Event names of OTLP log records.", section("events"));
    for (var event : section("events")) {
      constantsOf(
          out,
          typeName(text(event, "name")),
          "Fields of `" + text(event, "name") + "`.",
          fields(event));
    }
    return out.append("}\n").toString();
  }

  /** The reference page. */
  String reference() {
    var out = new StringBuilder("# Signals\n\n");
    out.append("Generated from [signals.yaml](signals.yaml) by `make generate`.\n");
    out.append("Everything travels as OTLP. Names marked *otel* are OpenTelemetry semantic");
    out.append(" conventions; the others exist only here.\n");
    out.append(
        "\n## Resource attributes\n\n| name | type | origin | meaning |\n|---|---|---|---|\n");
    section("resource").forEach(r -> row(out, code(r, "name"), r.get("type"), r.get("origin"), r));
    out.append(
        "\n## Metrics\n\n| name | unit | origin | attributes | meaning |\n|---|---|---|---|---|\n");
    section("metrics")
        .forEach(
            m ->
                row(
                    out,
                    code(m, "name"),
                    code(m, "unit"),
                    m.get("origin"),
                    m.get("attributes"),
                    m));
    out.append("\n### Their attributes\n\n| name | meaning |\n|---|---|\n");
    section("metric_attributes").forEach(a -> row(out, code(a, "name"), a));
    out.append("\n## Events (OTLP log records)\n");
    for (var event : section("events")) {
      out.append("\n### `").append(text(event, "name")).append("`\n\n");
      out.append(text(event, "text")).append(" Fields are ");
      out.append(
          event.containsKey("body")
              ? "keys of the record's body.\n"
              : "attributes of the record.\n");
      out.append("\n| field | type | unit | meaning |\n|---|---|---|---|\n");
      fields(event)
          .forEach(f -> row(out, code(f, "name"), f.get("type"), f.getOrDefault("unit", ""), f));
    }
    return out.toString();
  }

  private List<Map<String, Object>> section(String name) {
    var section = sections.get(name);
    if (section == null) {
      throw new IllegalStateException("docs/signals.yaml has no section `" + name + "`");
    }
    return section;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> fields(Map<String, Object> event) {
    return (List<Map<String, Object>>) event.getOrDefault("fields", List.of());
  }

  private static void constantsOf(
      StringBuilder out, String type, String doc, List<Map<String, Object>> entries) {
    var sorted = new TreeMap<String, Map<String, Object>>();
    entries.forEach(e -> sorted.put(text(e, "name"), e));
    out.append("\n  /** ").append(doc).append(" */\n");
    out.append("  public static final class ").append(type).append(" {\n");
    out.append("    private ").append(type).append("() {}\n");
    sorted.forEach(
        (name, entry) -> {
          out.append("\n    /** ").append(javadoc(entry)).append(" */\n");
          var constant = "    public static final String " + constantName(type, name) + " =";
          var value = "\"" + leaf(type, name) + "\";";
          boolean fits = constant.length() + 1 + value.length() <= 100;
          out.append(constant).append(fits ? " " : "\n        ").append(value).append("\n");
        });
    out.append("  }\n");
  }

  private static String javadoc(Map<String, Object> entry) {
    var unit = entry.get("unit");
    return text(entry, "name") + (unit == null ? "" : " in " + unit);
  }

  /** Keys nested in a body's list carry the list's name in the file only. */
  private static String leaf(String type, String name) {
    boolean nested =
        Stream.of(
                "sites.",
                "containers.",
                "rules.",
                "targets.",
                "findings.",
                "directives.",
                "classes.",
                "stacks.")
            .anyMatch(name::startsWith);
    return nested && !"Resource".equals(type) ? name.substring(name.indexOf('.') + 1) : name;
  }

  private static String constantName(String type, String name) {
    String prefix = type.replaceAll("([a-z])([A-Z])", "$1.$2").toLowerCase(Locale.ROOT) + ".";
    String underscored = prefix.replace(".", "_").replaceAll("_$", ".");
    String local = name;
    for (String start : List.of("memory." + underscored, "memory.")) {
      if (!"Resource".equals(type) && !"Event".equals(type) && local.startsWith(start)) {
        local = local.substring(start.length());
        break;
      }
    }
    if ("Event".equals(type)) {
      local = name.substring("memory.".length());
    }
    return local.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** memory.live_set → LiveSet. */
  private static String typeName(String event) {
    var out = new StringBuilder();
    for (String word : event.substring("memory.".length()).split("_", -1)) {
      out.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return out.toString();
  }

  private static String text(Map<String, Object> entry, String key) {
    return String.valueOf(entry.get(key));
  }

  private static String code(Map<String, Object> entry, String key) {
    return "`" + text(entry, key) + "`";
  }

  private static void row(StringBuilder out, Object... cells) {
    for (Object cell : cells) {
      String shown =
          switch (cell) {
            case Map<?, ?> entry -> String.valueOf(entry.get("text"));
            case List<?> names ->
                String.join(", ", names.stream().map(n -> "`" + n + "`").toList());
            default -> String.valueOf(cell);
          };
      out.append("| ").append(shown.replace("|", "\\|")).append(' ');
    }
    out.append("|\n");
  }
}

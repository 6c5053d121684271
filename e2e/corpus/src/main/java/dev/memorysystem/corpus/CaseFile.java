package dev.memorysystem.corpus;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** case.yaml as it is written, and how it is read. */
final class CaseFile {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
          .build();

  private CaseFile() {}

  record Written(
      @Nullable String name,
      @Nullable String language,
      @Nullable String what,
      @Nullable String source,
      @Nullable String main,
      @Nullable String heap,
      @Nullable List<String> jvm,
      @Nullable WrittenLoad load,
      @Nullable Double minutes,
      @Nullable Boolean subset,
      @Nullable List<WrittenVariant> variants) {}

  record WrittenLoad(@Nullable List<String> low, @Nullable List<String> high) {}

  record WrittenVariant(
      @Nullable String name,
      @Nullable String main,
      @Nullable List<String> maven,
      @Nullable String heap,
      @Nullable List<String> jvm,
      @Nullable WrittenLoad load,
      @Nullable Double minutes,
      @Nullable String expect,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Nullable List<String> kind,
      @Nullable WrittenCulprit culprit) {}

  record WrittenCulprit(
      @Nullable List<String> type, @Nullable List<String> site, @Nullable String holder) {}

  /**
   * All cases of a folder, by name.
   *
   * @throws InvalidCase when one is invalid; lists the problems of all
   */
  static List<Case> readAll(Path cases) throws IOException, InvalidCase {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(cases)) {
      folders = entries.filter(Files::isDirectory).sorted().toList();
    }
    List<Case> read = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path folder : folders) {
      try {
        read.add(read(folder));
      } catch (InvalidCase e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidCase(cases, problems);
    }
    return read;
  }

  /**
   * @param folder with a case.yaml
   */
  static Case read(Path folder) throws IOException, InvalidCase {
    Path file = folder.resolve("case.yaml");
    if (!Files.isRegularFile(file)) {
      throw new InvalidCase(file, List.of("is missing: every folder of cases holds one"));
    }
    if (Files.readString(file).isBlank()) {
      throw new InvalidCase(file, List.of("is empty"));
    }
    Written written;
    try {
      written = YAML.readValue(file.toFile(), Written.class);
    } catch (JsonProcessingException e) {
      throw new InvalidCase(file, List.of(words(e)));
    }
    return new CaseReader(folder).read(written);
  }

  private static String words(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "%s: there is no such field here, only %s"
          .formatted(path(unknown), unknown.getKnownPropertyIds());
    }
    String where =
        e.getLocation() == null ? "" : "line %d: ".formatted(e.getLocation().getLineNr());
    return where + e.getOriginalMessage();
  }

  /** {@code variants[0].heap}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference each : e.getPath()) {
      String name = each.getFieldName();
      path.append(name == null ? "[" + each.getIndex() + "]" : path.isEmpty() ? name : "." + name);
    }
    return path.toString();
  }
}

package dev.memorysystem.accuracy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.memorysystem.accuracy.score.Breakdown;
import dev.memorysystem.accuracy.score.Result;
import dev.memorysystem.accuracy.score.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run leaves: the table, the shapes, and every case, for people and for programs. */
record Outputs(Table table, Breakdown breakdown, List<Result> results) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  Outputs {
    results = List.copyOf(results);
  }

  /** {@code accuracy.json}, {@code accuracy-shapes.json} and {@code accuracy-cases.jsonl}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    var pretty = JSON.writerWithDefaultPrettyPrinter();
    pretty.writeValue(folder.resolve("accuracy.json").toFile(), table);
    pretty.writeValue(folder.resolve("accuracy-shapes.json").toFile(), breakdown.lines());
    List<String> lines = new ArrayList<>();
    for (Result result : results) {
      lines.add(JSON.writeValueAsString(result));
    }
    Files.write(folder.resolve("accuracy-cases.jsonl"), lines);
  }

  String text() {
    var text = new StringBuilder();
    for (Table.Row row : table.rows()) {
      text.append(
          "%-62s %-6s %6.3f  %s%n"
              .formatted(
                  row.what(), row.better().equals("lower") ? "<=" : ">=", row.bar(), row.ours()));
      row.peers()
          .forEach((name, range) -> text.append("  %-60s        %s%n".formatted(name, range)));
    }
    text.append(
        "%n%-32s %5s %5s %5s %5s %5s | %5s %5s | %5s %5s %5s %5s  %s%n"
            .formatted(
                "shape",
                "cases",
                "susp",
                "conf",
                "insuf",
                "early",
                "s at",
                "c at",
                "|ln|",
                "bias",
                "P1090",
                "late",
                "where not as wanted"));
    for (Breakdown.Line line : breakdown.lines()) {
      text.append(
          "%-32s %5d %5.2f %5.2f %5.2f %5.2f | %5s %5s | %5s %5s %5s %5s  %s%n"
              .formatted(
                  line.shape(),
                  line.cases(),
                  line.suspected(),
                  line.confirmed(),
                  line.insufficient(),
                  line.early(),
                  number(line.suspectedAfter()),
                  number(line.confirmedAfter()),
                  number(line.forecastError()),
                  number(line.bias()),
                  number(line.covered()),
                  number(line.late()),
                  line.why() == null ? "" : line.why()));
    }
    return text.toString();
  }

  private static String number(@Nullable Double value) {
    return value == null ? "" : "%.2f".formatted(value);
  }
}

package dev.memorysystem.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.collector.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The scores for programs: target/corpus.json. */
final class CorpusJson {
  private static final ObjectMapper JSON = Json.mapper();

  private CorpusJson() {}

  record Document(Map<String, Proportion> totals, @Nullable Double forecastError, List<Run> runs) {}

  record Proportion(int count, int of, double low, double high) {
    static Proportion of(Share share) {
      return new Proportion(share.count(), share.of(), share.low(), share.high());
    }
  }

  record Run(
      String name,
      String variant,
      String collector,
      String load,
      String expect,
      Judged.@Nullable Leak leak,
      Judged.@Nullable Clean clean,
      @Nullable String problem) {}

  static void write(Path file, List<Scored> scored) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document(scored)) + "\n");
  }

  static Document document(List<Scored> scored) {
    Totals totals = Totals.of(scored);
    Map<String, Proportion> shares = new TreeMap<>();
    shares.put("confirmedInTime", Proportion.of(totals.inTime()));
    shares.put("cleanConfirmed", Proportion.of(totals.cleanConfirmed()));
    shares.put("cleanSuspected", Proportion.of(totals.cleanSuspected()));
    shares.put("cleanInsufficient", Proportion.of(totals.cleanInsufficient()));
    shares.put("kindRight", Proportion.of(totals.kind()));
    shares.put("typeRight", Proportion.of(totals.type()));
    shares.put("siteRight", Proportion.of(totals.site()));
    shares.put("holderRight", Proportion.of(totals.holder()));
    shares.put("forecastGiven", Proportion.of(totals.forecasts()));
    shares.put("forecastCovered", Proportion.of(totals.covered()));
    shares.put("forecastLate", Proportion.of(totals.late()));
    return new Document(
        shares, totals.forecastError(), scored.stream().map(CorpusJson::run).toList());
  }

  private static Run run(Scored scored) {
    RunPlan plan = scored.plan();
    return new Run(
        plan.of().name(),
        plan.variant().name(),
        plan.collector().name(),
        plan.load().toString(),
        plan.variant().leaks() ? "leak" : "clean",
        scored.judged() instanceof Judged.Leak leak ? leak : null,
        scored.judged() instanceof Judged.Clean clean ? clean : null,
        scored.problem());
  }
}

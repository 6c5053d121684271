package dev.memorysystem.collector.server;

import dev.memorysystem.analyzer.finding.AnomalyKind;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import dev.memorysystem.analyzer.finding.Verdict;
import dev.memorysystem.collector.api.ProcessStatus;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Enums are written by their wire names; the schema has to say the same. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class WireNames implements OASFilter {
  private static final Map<String, Enum<?>[]> ENUMS =
      Map.of(
          "AnomalyKind", AnomalyKind.values(),
          "FindingState", FindingState.values(),
          "LeakKind", LeakKind.values(),
          "Verdict", Verdict.values(),
          "ProcessStatus", ProcessStatus.values());

  @Override
  public void filterOpenAPI(OpenAPI openApi) {
    Map<String, Schema> schemas = openApi.getComponents().getSchemas();
    ENUMS.forEach(
        (name, values) -> {
          Schema schema = schemas.get(name);
          if (schema != null) {
            schema.setEnumeration(
                List.copyOf(
                    Arrays.stream(values).map(value -> (Object) value.toString()).toList()));
          }
        });
  }
}

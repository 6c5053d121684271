package dev.memorysystem.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cases themselves: fetches their libraries from Maven Central the first time. */
class CorpusTest {
  private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

  @Test
  void everyCaseIsValidAndEveryVariantCompiles() throws Exception {
    System.setProperty("corpus.repository", REPOSITORY.toString());
    Layout layout = Layout.fromSystem();
    List<RunPlan> plans = Matrix.ALL.plans(CaseFile.readAll(layout.cases()));

    assertThat(new Workshop(layout).build(plans)).hasSameSizeAs(plans).isNotEmpty();
  }

  @Test
  void everyLeakHasATwin() throws Exception {
    List<Case> cases = CaseFile.readAll(new Layout(REPOSITORY, REPOSITORY).cases());

    assertThat(cases)
        .filteredOn(each -> each.variants().stream().anyMatch(Variant::leaks))
        .allMatch(each -> each.variants().stream().anyMatch(variant -> !variant.leaks()));
  }
}

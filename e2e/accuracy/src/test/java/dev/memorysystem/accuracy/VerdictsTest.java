package dev.memorysystem.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.accuracy.judge.Judge;
import dev.memorysystem.accuracy.judge.Verdict;
import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.accuracy.shape.Family;
import dev.memorysystem.accuracy.shape.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What was said of some sixty cases, drawn for this alone, must not get worse unseen. Whoever
 * changes the rules on purpose records it anew and shows what changed: {@code mvn test -pl
 * e2e/accuracy -am -Dtest=VerdictsTest -Dsurefire.failIfNoSpecifiedTests=false -Dgenerate=true}.
 */
class VerdictsTest {
  private static final Path RECORDED = Path.of("src/test/resources/verdicts.txt");
  private static final long SEED = 1009;
  private static final int CASES = 60;

  /** From bad to good. */
  private static final List<String> OF_LEAKS = List.of("missed", "suspected", "confirmed");

  private static final List<String> OF_OTHERS =
      List.of("confirmed", "suspected", "insufficient", "no-leak");

  @Test
  void noShapeIsJudgedWorseThanRecorded() throws IOException {
    Map<String, String> said = said();
    if (Boolean.getBoolean("generate")) {
      Files.write(
          RECORDED, said.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
    }
    Map<String, String> recorded =
        Files.readAllLines(RECORDED).stream()
            .map(line -> line.split(": "))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    assertThat(said.keySet()).as("the cases recorded").isEqualTo(recorded.keySet());
    assertThat(said.keySet().stream().filter(c -> rank(said.get(c)) < rank(recorded.get(c))))
        .as("cases judged worse than recorded; now %s", said)
        .isEmpty();
  }

  private static Map<String, String> said() {
    List<Shape> shapes = Shape.all();
    return IntStream.range(0, CASES)
        .parallel()
        .boxed()
        .collect(
            Collectors.toMap(
                i -> "%s #%d".formatted(shapes.get(i % shapes.size()).name(), i / shapes.size()),
                i ->
                    said(
                        shapes.get(i % shapes.size()).draw(Family.TUNING, SEED, i / shapes.size())),
                (a, b) -> a,
                TreeMap::new));
  }

  private static String said(Case drawn) {
    Verdict verdict = Judge.of(drawn);
    String state =
        verdict.confirmed() != null ? "confirmed" : verdict.suspected() != null ? "suspected" : "";
    return drawn.leak() != null
        ? "leak " + (state.isEmpty() ? "missed" : state)
        : "clean "
            + (!state.isEmpty()
                ? state
                : verdict.assessment().equals("insufficient") ? "insufficient" : "no-leak");
  }

  private static int rank(String said) {
    String[] parts = said.split(" ");
    return (parts[0].equals("leak") ? OF_LEAKS : OF_OTHERS).indexOf(parts[1]);
  }
}

package dev.memorysystem.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.accuracy.judge.Judge;
import dev.memorysystem.accuracy.judge.Verdict;
import dev.memorysystem.accuracy.recorded.Recordings;
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
 * What was said of some sixty cases, drawn for this alone, and of the corpus's recordings must not
 * get worse unseen. Whoever changes the rules on purpose records it anew and shows what changed:
 * {@code mvn test -pl e2e/accuracy -am -Dtest=VerdictsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dgenerate=true}.
 */
class VerdictsTest {
  private static final Path RECORDED = Path.of("src/test/resources/verdicts.txt");
  private static final Path RECORDED_OF_RECORDINGS = Path.of("src/test/resources/recordings.txt");
  private static final Path RECORDINGS = Path.of("../corpus/recordings");
  private static final long SEED = 1009;
  private static final int CASES = 60;

  /** From bad to good. */
  private static final List<String> OF_LEAKS = List.of("missed", "suspected", "confirmed");

  private static final List<String> OF_OTHERS =
      List.of("confirmed", "suspected", "insufficient", "no-leak");

  @Test
  void noShapeIsJudgedWorseThanRecorded() throws IOException {
    compare(said(), RECORDED);
  }

  /** Runs of the corpus, each leak up to half of its life. */
  @Test
  void noRecordingIsJudgedWorseThanRecorded() throws IOException {
    Map<String, String> said =
        Recordings.read(RECORDINGS).parallelStream()
            .collect(Collectors.toMap(Case::detail, each -> said(each), (a, b) -> a, TreeMap::new));

    compare(said, RECORDED_OF_RECORDINGS);
  }

  private static void compare(Map<String, String> said, Path file) throws IOException {
    if (Boolean.getBoolean("generate")) {
      Files.write(
          file, said.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
    }
    Map<String, String> recorded =
        Files.readAllLines(file).stream()
            .map(line -> line.split(": "))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    assertThat(said.keySet()).as("the cases recorded").containsAll(recorded.keySet());
    assertThat(recorded.keySet().stream().filter(c -> rank(said.get(c)) < rank(recorded.get(c))))
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

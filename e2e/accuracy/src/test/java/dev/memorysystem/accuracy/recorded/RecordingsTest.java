package dev.memorysystem.accuracy.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.accuracy.judge.Judge;
import dev.memorysystem.accuracy.shape.Case;
import dev.memorysystem.accuracy.shape.Family;
import dev.memorysystem.accuracy.shape.Shape;
import dev.memorysystem.collector.recording.SignalRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
  @TempDir Path folder;
  private Case drawn;

  @BeforeEach
  void draw() {
    drawn =
        Shape.all().stream()
            .filter(shape -> shape.name().equals("constant leak"))
            .findFirst()
            .orElseThrow()
            .draw(Family.TUNING, 1, 0);
  }

  @Test
  void recordedLeakIsJudgedUpToHalfOfItsLife() throws IOException {
    Case.Leak leak = Objects.requireNonNull(drawn.leak());
    double life = Duration.between(leak.from(), leak.exhausted()).toMillis() / 1000.0;
    record("shop/leaky/g1/high", "{\"life\": %s, \"problem\": null}".formatted(life));
    record("shop/short/g1/high", "{\"life\": %s}".formatted(life / 2));

    List<Case> read = Recordings.read(folder);

    assertThat(read)
        .extracting(Case::detail)
        .containsExactly("shop/leaky/g1/high", "shop/short/g1/high");
    assertThat(read.getFirst().leak()).isEqualTo(leak);
    assertThat(Judge.of(read.getFirst())).isEqualTo(Judge.of(drawn));
    assertThat(read.getLast().signals().getLast().at())
        .isBeforeOrEqualTo(leak.from().plusMillis((long) (250 * life)));
  }

  @Test
  void cleanRunIsShownWhole() throws IOException {
    record("shop/fixed/g1/high", "{\"life\": null, \"problem\": null}");

    Case read = Recordings.read(folder).getFirst();

    assertThat(read.leak()).isNull();
    assertThat(read.signals()).hasSameSizeAs(drawn.signals());
  }

  @Test
  void runThatWentWrongIsLeftOut() throws IOException {
    record("shop/leaky/g1/high", "{\"life\": 600, \"problem\": \"did not end in 20 minutes\"}");

    assertThat(Recordings.read(folder)).isEmpty();
    assertThat(Recordings.read(folder.resolve("nowhere"))).isEmpty();
  }

  private void record(String run, String result) throws IOException {
    Path path = Files.createDirectories(folder.resolve(run));
    try (SignalRecorder recorder = new SignalRecorder(path.resolve("recording.jsonl.gz"))) {
      drawn.signals().forEach(arrival -> recorder.accept(arrival.signal()));
    }
    Files.writeString(path.resolve("result.json"), result);
  }
}

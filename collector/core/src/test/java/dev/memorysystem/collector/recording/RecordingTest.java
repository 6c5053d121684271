package dev.memorysystem.collector.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memorysystem.analyzer.signal.DetectionSettings;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.analyzer.signal.PodFact;
import dev.memorysystem.analyzer.signal.PodsListed;
import dev.memorysystem.analyzer.signal.ProcessRef;
import dev.memorysystem.analyzer.signal.Signal;
import dev.memorysystem.analyzer.signal.Survivors;
import dev.memorysystem.analyzer.signal.Triage;
import dev.memorysystem.analyzer.signal.TriageState;
import dev.memorysystem.analyzer.signal.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456789Z");
  private static final Workload ORDERS = new Workload("", "Process", "orders.jar", "");
  private static final ProcessRef BARE =
      new ProcessRef("i-1", null, null, null, null, null, null, null, null);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindReadsBackEqualFullAndBare(Class<? extends Record> kind) {
    Signal full = (Signal) filled(kind);
    Signal bare = (Signal) bare(kind);

    assertThat(SignalCodec.encode(full)).doesNotContain("\n");
    assertThat(SignalCodec.decode(SignalCodec.encode(full))).isEqualTo(full);
    assertThat(SignalCodec.decode(SignalCodec.encode(bare))).isEqualTo(bare);
  }

  static Stream<Class<?>> kinds() {
    return Arrays.stream(Signal.class.getPermittedSubclasses());
  }

  @Test
  void aRecordingHoldsItsSignalsInOrder() throws IOException {
    Path file = folder.resolve("run.jsonl.gz");
    List<Signal> signals =
        List.of(
            liveSet(0),
            new Survivors(
                ORDERS,
                BARE,
                AT,
                "jfr",
                Duration.ofMillis(90_500),
                null,
                List.of(
                    new Survivors.Site(
                        "byte[]",
                        List.of("a.B.c(B.java:1)"),
                        2,
                        1L << 40,
                        List.of(1, 9),
                        null,
                        0L))),
            new PodFact(ORDERS, AT, "", "uid", null, "", null, 1L, 3, null, "OOMKilled", true),
            new PodsListed(ORDERS, AT, 0),
            new DetectionSettings(
                ORDERS,
                AT,
                0.1 + 0.2,
                Duration.ofDays(7),
                Map.of("f", new Triage(TriageState.IGNORED, "\"known\"\nsince May", AT))),
            liveSet(1));

    record(file, signals);

    assertThat(Recording.read(file)).isEqualTo(signals);
  }

  @Test
  void ofARecordingThatWasCutOffTheWholeSignalsAreRead() throws IOException {
    Path file = folder.resolve("run.jsonl.gz");
    List<Signal> signals = new ArrayList<>();
    long wholeBytes;
    try (SignalRecorder recorder = new SignalRecorder(file)) {
      for (int i = 0; i < 50; i++) {
        signals.add(liveSet(i));
        recorder.accept(signals.getLast());
      }
      wholeBytes = Files.size(file);
      recorder.accept(liveSet(50));
      byte[] cut = Arrays.copyOf(Files.readAllBytes(file), (int) wholeBytes + 3);
      Files.write(folder.resolve("cut.jsonl.gz"), cut);
    }

    assertThat(Recording.read(folder.resolve("cut.jsonl.gz"))).isEqualTo(signals);
  }

  @Test
  void aLineThatIsNoSignalIsNamed() throws IOException {
    Path file = folder.resolve("other.jsonl.gz");
    try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)))) {
      out.write(SignalCodec.encode(liveSet(0)) + "\n{\"signal\":\"Moon\"}\n");
    }

    assertThatThrownBy(() -> Recording.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.jsonl.gz, line 2: no signal")
        .hasMessageContaining("Moon");
  }

  @Test
  void aRecorderThatCannotWriteSaysSoAtTheEndOnly() throws IOException {
    SignalRecorder recorder = new SignalRecorder("run.jsonl.gz", new FullDisk());
    recorder.accept(liveSet(0));
    recorder.accept(liveSet(1));

    assertThatThrownBy(recorder::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the recording run.jsonl.gz is incomplete");
  }

  /** Has room for the header alone. */
  private static final class FullDisk extends OutputStream {
    private static final int ROOM = 10;
    private int written;

    @Override
    public void write(int b) throws IOException {
      if (written == ROOM) {
        throw new IOException("No space left on device");
      }
      written++;
    }
  }

  private static void record(Path file, List<Signal> signals) throws IOException {
    try (SignalRecorder recorder = new SignalRecorder(file)) {
      signals.forEach(recorder);
    }
  }

  private static LiveSet liveSet(int second) {
    return new LiveSet(
        ORDERS,
        BARE,
        AT.plusSeconds(second),
        1L << 33,
        null,
        0L,
        null,
        1.5e-7,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Every component present, also those of signals that are yet to be thought of. */
  private static Object filled(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? Map.of(filled(arguments[0]), filled(arguments[1]))
          : List.of(filled(arguments[0]), filled(arguments[0]));
    }
    Class<?> known = (Class<?>) type;
    if (known.isRecord()) {
      return made(
          known,
          Arrays.stream(known.getRecordComponents())
              .map(component -> filled(component.getGenericType()))
              .toArray());
    }
    return known.isEnum() ? known.getEnumConstants()[0] : value(known);
  }

  private static Object value(Class<?> type) {
    return switch (type.getName()) {
      case "java.lang.String" -> "{\"quoted\"} ü\n";
      case "java.time.Instant" -> AT;
      case "java.time.Duration" -> Duration.ofMillis(1_234_567);
      case "java.lang.Long", "long" -> (1L << 53) + 1;
      case "java.lang.Integer", "int" -> 42;
      case "java.lang.Double", "double" -> 0.1 + 0.2;
      case "java.lang.Boolean", "boolean" -> true;
      default -> throw new IllegalArgumentException("no example of a " + type);
    };
  }

  /** Only what cannot be absent, and lists and texts without anything in them. */
  private static Object bare(Class<?> type) {
    return made(
        type, Arrays.stream(type.getRecordComponents()).map(RecordingTest::least).toArray());
  }

  private static Object least(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == Workload.class) {
      return ORDERS;
    }
    if (type == ProcessRef.class) {
      return BARE;
    }
    boolean absent = component.getAnnotatedType().getAnnotations().length > 0;
    return absent ? null : type == String.class ? "" : Objects.requireNonNull(filled(type));
  }

  private static Object made(Class<?> type, Object[] values) {
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}

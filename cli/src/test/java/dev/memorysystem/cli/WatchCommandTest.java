package dev.memorysystem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.memorysystem.analyzer.signal.LiveSet;
import dev.memorysystem.collector.recording.Recording;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, around programs that are no Java. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WatchCommandTest {
  @TempDir Path folder;

  @Test
  void passesOutputAndSuccessThrough() throws Exception {
    Run run = watch("sh", "-c", "echo out; echo err >&2");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("out\n");
    assertThat(run.err()).contains("err\n").contains("no process reported");
  }

  @Test
  void keepsTheExitCodeOfAProgramThatFailed() throws Exception {
    assertThat(watch("sh", "-c", "exit 7").exitCode()).isEqualTo(7);
  }

  @Test
  void stopsTheProgramAndWhatItStartedAfterTheTime() throws Exception {
    Path pid = folder.resolve("pid");

    Run run =
        watchWith(
            List.of("--for", "1s"), "sh", "-c", "sleep 600 & echo $! > " + pid + "; wait; exit 5");

    assertThat(run.exitCode()).as("stopped by us is no failure").isZero();
    long grandchild = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void passesSignalsOn() throws Exception {
    Process process =
        start(
            List.of(),
            "sh",
            "-c",
            "trap 'echo told; exit 9' TERM; echo up; while :; do sleep 0.1; done");
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("up");
      process.toHandle().destroy();

      assertThat(out.readLine()).isEqualTo("told");
    }
    assertThat(process.waitFor()).isEqualTo(9);
  }

  @Test
  void writesTheReport() throws Exception {
    Path json = folder.resolve("report.json");

    Run run = watchWith(List.of("--json", json.toString(), "--fail-on-leak"), "true");

    assertThat(run.exitCode()).isZero();
    var report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("findings").isArray()).isTrue();
    assertThat(report.get("assessments").isArray()).isTrue();
  }

  @Test
  void recordsWhatAgentsReport() throws Exception {
    Path recording = folder.resolve("run.jsonl.gz");

    Run run =
        watchWith(
            List.of("--record", recording.toString()),
            "env",
            "-u",
            "JAVA_TOOL_OPTIONS",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ReportsOnce.class.getName());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Recording.read(recording))
        .singleElement()
        .isInstanceOfSatisfying(
            LiveSet.class, liveSet -> assertThat(liveSet.floor()).isEqualTo(ReportsOnce.FLOOR));
  }

  @Test
  void namesACommandThatCannotBeStarted() throws Exception {
    Run run = watch("no-such-program");

    assertThat(run.exitCode()).isEqualTo(127);
    assertThat(run.err()).contains("cannot start no-such-program");
  }

  @Test
  void refusesAReportThatCannotBeWrittenBeforeItStarts() throws Exception {
    Run run =
        watchWith(
            List.of("--json", folder.resolve("none/report.json").toString()),
            "sh",
            "-c",
            "echo ran");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--json: cannot write").contains("exists and is writable");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void refusesARecordingThatCannotBeWrittenBeforeItStarts() throws Exception {
    Run run =
        watchWith(
            List.of("--record", folder.resolve("none/run.jsonl.gz").toString()),
            "sh",
            "-c",
            "echo ran");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--record: cannot write").contains("exists and is writable");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void explainsAWrongDuration() throws Exception {
    Run run = watchWith(List.of("--for", "3 minutes"), "true");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("write for example 90s, 3m or 1h30m");
  }

  private record Run(int exitCode, String out, String err) {}

  private Run watch(String... command) throws Exception {
    return watchWith(List.of(), command);
  }

  private Run watchWith(List<String> options, String... command) throws Exception {
    Process process = start(options, command);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes());
    return new Run(process.waitFor(), out, Files.readString(folder.resolve("stderr")));
  }

  private Process start(List<String> options, String... command) throws IOException {
    Path jar = Files.createFile(folder.resolve("agent.jar"));
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
        .forEach(line::add);
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dmemory-system.java-agent=" + jar));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(Main.class.getName(), "watch"));
    line.addAll(options);
    line.add("--");
    line.addAll(List.of(command));
    File stderr = folder.resolve("stderr").toFile();
    return new ProcessBuilder(line).redirectError(stderr).start();
  }
}

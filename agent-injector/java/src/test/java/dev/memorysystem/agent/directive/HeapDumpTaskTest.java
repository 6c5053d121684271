package dev.memorysystem.agent.directive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.agent.os.ContainerMemory;
import dev.memorysystem.agent.os.Headroom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapDumpTaskTest {
  private static final double ALLOWED_PAUSE = 600;
  private static final long ALLOWED_BYTES = 1L << 40;

  @TempDir Path root;
  private final FakeVm vm = new FakeVm();
  private Path dumps;
  private int directives;
  private double podPause = ALLOWED_PAUSE;

  @BeforeEach
  void makeVolume() throws IOException {
    dumps = Files.createDirectory(root.resolve("dumps"));
  }

  @Test
  void leavesTheRedactedDumpAlone() throws Exception {
    var outcome = run(task(dumps), ALLOWED_PAUSE, ALLOWED_BYTES);
    assertThat(outcome.state()).isEqualTo(Outcome.State.DONE);
    assertThat(outcome.cost().pause()).hasValue(vm.stopSeconds);
    assertThat(outcome.cost().predictedPause()).isPresent();
    Path file = ((DumpFile) outcome.result().orElseThrow()).file();
    assertThat(outcome.reason()).isEqualTo("written to " + file);
    assertThat(files()).containsExactly(file);
    assertThat(file.getFileName().toString()).matches("web-1-app-all_d0-\\d{8}T\\d{6}Z\\.hprof");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .startsWith("JAVA PROFILE")
        .doesNotContain(HprofExample.SECRET);
    assertThat(outcome.cost().bytes()).hasValue(Files.size(file));
  }

  @Test
  void theWholeDumpHasNoNameWhileItIsRedacted() throws Exception {
    vm.dump =
        file -> {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
              .isEqualTo("rwx------");
          Files.write(file, "JAVA PROFILE 1.0.2 and then something that cannot be read".getBytes());
        };
    var outcome = run(task(dumps), ALLOWED_PAUSE, ALLOWED_BYTES);
    assertThat(outcome.state()).isEqualTo(Outcome.State.FAILED);
    assertThat(outcome.reason()).contains("this is no heap dump");
    assertThat(files()).isEmpty();
  }

  @Test
  void refusesWhatAnEarlierProcessOfTheContainerHasDone() throws Exception {
    Path other = Files.createFile(dumps.resolve("web-1-app-all_d1-20260301T120000Z.hprof"));
    Path earlier = Files.createFile(dumps.resolve("web-1-app-all_d0-20260301T120000Z.hprof"));
    Files.setLastModifiedTime(other, FileTime.fromMillis(0));
    Files.setLastModifiedTime(earlier, FileTime.fromMillis(0));
    var outcome = run(task(dumps), ALLOWED_PAUSE, ALLOWED_BYTES);
    assertThat(outcome.state()).isEqualTo(Outcome.State.REFUSED);
    assertThat(outcome.reason()).contains("has written " + earlier);
    assertThat(vm.stops).isZero();
    assertThat(files()).containsExactlyInAnyOrder(other, earlier);
  }

  /** A container can have several. */
  @Test
  void whatAProcessBesideItDoesIsNoReasonToRefuse() throws Exception {
    Files.createFile(dumps.resolve("web-1-app-all_d0-20260301T120000Z.hprof"));
    assertThat(run(task(dumps), ALLOWED_PAUSE, ALLOWED_BYTES).state())
        .isEqualTo(Outcome.State.DONE);
  }

  @Test
  void leavesNothingWhereTheVolumeIsFull() throws Exception {
    vm.dump =
        file -> {
          Files.writeString(file, "half of " + HprofExample.SECRET);
          throw new IOException("No space left on device");
        };
    var outcome = run(task(dumps), ALLOWED_PAUSE, ALLOWED_BYTES);
    assertThat(outcome.state()).isEqualTo(Outcome.State.FAILED);
    assertThat(outcome.reason()).contains("No space left on device");
    assertThat(files()).isEmpty();
  }

  @Test
  void removesWhatAKilledProcessLeft() throws Exception {
    Path left = Files.createDirectory(dumps.resolve("memory-system-scratch-1"));
    Files.writeString(left.resolve("lock"), "");
    Files.writeString(left.resolve("whole.hprof"), HprofExample.SECRET);
    var outcome = run(task(dumps), ALLOWED_PAUSE, ALLOWED_BYTES);
    assertThat(files()).containsExactly(((DumpFile) outcome.result().orElseThrow()).file());
  }

  @Test
  void expectsWhatItMeasured() throws Exception {
    var task = task(dumps);
    vm.stopSeconds = 0.5;
    long measured = run(task, ALLOWED_PAUSE, ALLOWED_BYTES).cost().bytes().getAsLong();
    var second = run(task, ALLOWED_PAUSE, ALLOWED_BYTES);
    assertThat(second.cost().predictedPause().getAsDouble())
        .isEqualTo(second.cost().predictedBytes().getAsLong() / (HprofExample.dump().length / 0.5));
    assertThat(measured).isLessThan(HprofExample.dump().length);
  }

  @Test
  void expectsMoreOfSmallerHeaders() throws Exception {
    long usual = run(task(dumps), 0, ALLOWED_BYTES).cost().predictedBytes().getAsLong();
    vm.compactHeaders = true;
    assertThat(run(task(dumps), 0, ALLOWED_BYTES).cost().predictedBytes().getAsLong())
        .isGreaterThan(usual);
  }

  @Test
  void refusesWithoutAFolder() throws Exception {
    assertRefused(run(task(null), ALLOWED_PAUSE, ALLOWED_BYTES), "MEMORY_SYSTEM_DUMPS is not set");
  }

  @Test
  void refusesAFolderThatIsNotThere() throws Exception {
    assertRefused(
        run(task(dumps.resolve("none")), ALLOWED_PAUSE, ALLOWED_BYTES), "no folder that there is");
  }

  /** procfs has no room at all. */
  @Test
  void refusesAVolumeWithoutRoom() throws Exception {
    assertRefused(run(task(Path.of("/proc")), ALLOWED_PAUSE, ALLOWED_BYTES), "has 0 MiB left");
  }

  @Test
  void refusesALongerPause() throws Exception {
    assertRefused(run(task(dumps), 0.000_1, ALLOWED_BYTES), "it would stop the application");
    assertThat(vm.stops).isZero();
  }

  @Test
  void takesThePodsWordWhereTheDirectiveSaysNone() throws Exception {
    podPause = 0.000_1;
    assertRefused(run(task(dumps), Double.MAX_VALUE, ALLOWED_BYTES), "0 ms are allowed");
    podPause = ALLOWED_PAUSE;
    assertThat(run(task(dumps), Double.MAX_VALUE, ALLOWED_BYTES).state())
        .isEqualTo(Outcome.State.DONE);
  }

  @Test
  void refusesALargerFile() throws Exception {
    assertRefused(run(task(dumps), ALLOWED_PAUSE, 1 << 20), "1 MiB are allowed");
  }

  @Test
  void refusesWhereTheContainerHasNoRoomForPagesOnTheirWayToTheDisk() throws Exception {
    container(1_000, 937);
    assertRefused(run(task(dumps), ALLOWED_PAUSE, ALLOWED_BYTES), "leaves less than 64 MiB");
    container(1_000, 900);
    assertThat(run(task(dumps), ALLOWED_PAUSE, ALLOWED_BYTES).state())
        .isEqualTo(Outcome.State.DONE);
  }

  private void assertRefused(Outcome outcome, String reason) throws IOException {
    assertThat(outcome.state()).isEqualTo(Outcome.State.REFUSED);
    assertThat(outcome.reason()).contains(reason);
    assertThat(files()).isEmpty();
  }

  private HeapDumpTask task(Path folder) {
    return new HeapDumpTask(vm, Optional.ofNullable(folder), "web-1-app");
  }

  private Outcome run(HeapDumpTask task, double maxPause, long maxBytes) {
    var found =
        new Directives(
            () -> Map.of("heap_dump", task),
            podPause,
            new Headroom(ContainerMemory.find(root)),
            () -> 0);
    found.run(List.of(new Directive("all/d" + directives++, "heap_dump", maxPause, maxBytes, 0)));
    return Awaitility.await().until(found::take, outcomes -> !outcomes.isEmpty()).getFirst();
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(dumps)) {
      return all.toList();
    }
  }

  private void container(long limitMib, long inUseMib) throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("proc/self/mountinfo", "30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
    write("sys/fs/cgroup/memory.max", (limitMib << 20) + "\n");
    write("sys/fs/cgroup/memory.stat", "anon " + (inUseMib << 20) + "\nshmem 0\n");
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}

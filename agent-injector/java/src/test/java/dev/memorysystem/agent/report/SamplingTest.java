package dev.memorysystem.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.agent.Settings;
import dev.memorysystem.agent.os.ContainerMemory;
import dev.memorysystem.agent.os.Headroom;
import dev.memorysystem.agent.plan.Plan;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JFR in this JVM, in a container that has room for it or not. */
class SamplingTest {
  private static final long MIB = 1 << 20;

  @TempDir Path root;
  private final Health health = new Health(15, List.of());
  private Sampling sampling;

  @BeforeEach
  void containerOf100Mib() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("proc/self/mountinfo", "30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
    write("sys/fs/cgroup/memory.max", 100 * MIB + "\n");
    var container = new Headroom(ContainerMemory.find(root));
    var settings = Settings.of(Map.of("MEMORY_SYSTEM_SAMPLER", "jfr"));
    sampling = new Sampling(unused(), settings, container, health, () -> 0);
  }

  @AfterEach
  void stop() {
    sampling.stop();
  }

  @Test
  void waitsForRoomAndSaysSo() throws IOException {
    inUse(80);
    sampling.startIfDue(0);
    assertThat(sampling.samplerName()).isEmpty();
    assertThat(reason())
        .contains(
            "no allocation sites: the container's limit of 100 MiB leaves less than 24 MiB;"
                + " tried again");
    inUse(70);
    sampling.startIfDue(59);
    assertThat(sampling.samplerName()).isEmpty();
    sampling.startIfDue(60);
    assertThat(sampling.samplerName()).isEqualTo("jfr");
    assertThat(reason()).isEmpty();
  }

  @Test
  void takesNoSnapshotThatTheContainerHasNoRoomFor() throws IOException {
    inUse(10);
    sampling.startIfDue(0);
    assertThat(snapshot(14)).isEmpty();
    inUse(95);
    assertThat(snapshot(15)).isEmpty();
    assertThat(reason())
        .contains(
            "no snapshot: the container's limit of 100 MiB leaves less than 8 MiB; tried again");
    inUse(20);
    assertThat(snapshot(1_000)).isPresent();
    assertThat(reason()).isEmpty();
  }

  @Test
  void restsWhenThePlanSaysSoAndGoesOnWhenItNoLongerDoes() throws IOException {
    inUse(10);
    sampling.startIfDue(0);
    assertThat(sampling.running()).isEqualTo("jfr");
    sampling.follow(plan("{\"sampling\":{\"enabled\":false}}"));
    assertThat(sampling.running()).isEmpty();
    sampling.startIfDue(1_000);
    assertThat(sampling.running()).isEmpty();
    assertThat(snapshot(2_000)).isEmpty();
    assertThat(reason()).as("it is what was asked for").isEmpty();
    sampling.follow(Plan.DEFAULT);
    sampling.startIfDue(3_000);
    assertThat(sampling.running()).isEqualTo("jfr");
    assertThat(snapshot(4_000)).isPresent();
  }

  private static Plan plan(String json) throws IOException {
    return Plan.read("\"1\"", json.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<?> snapshot(double now) {
    return sampling.next(now, OptionalLong.empty(), () -> 0);
  }

  private Optional<String> reason() {
    var record = health.record(Health.RUNNING, OptionalDouble.empty(), 0);
    return Optional.ofNullable(record.get(AttributeKey.stringKey(Signals.Agent.REASON)));
  }

  private void inUse(long mib) throws IOException {
    write("sys/fs/cgroup/memory.stat", "anon " + mib * MIB + "\nshmem 0\n");
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  /** Only a read-only temporary folder would make JFR need it. */
  private static Instrumentation unused() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            Instrumentation.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}

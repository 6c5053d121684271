package dev.memorysystem.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadroomTest {
  private static final long MIB = 1 << 20;

  @TempDir Path root;

  @Test
  void waitsUntilThereIsRoom() throws Exception {
    container(100, 80);
    var headroom = new Headroom(ContainerMemory.find(root));
    assertThat(headroom.refuses(20)).isEmpty();
    assertThat(headroom.refuses(21))
        .contains("the container's limit of 100 MiB leaves less than 21 MiB; tried again");
    var waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                headroom.await(30, 1);
              } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
              }
            });
    assertThat(waiting).isNotDone();
    container(100, 70);
    waiting.join();
  }

  @Test
  void doesNotWaitWhereNobodyKnowsOfALimit() throws Exception {
    new Headroom(ContainerMemory.find(root)).await(Double.MAX_VALUE, 86_400_000);
  }

  private void container(long limit, long inUse) throws IOException {
    write("proc/self/cgroup", "0::/\n");
    write("proc/self/mountinfo", "30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
    write("sys/fs/cgroup/memory.max", limit * MIB + "\n");
    write("sys/fs/cgroup/memory.stat", "anon " + inUse * MIB + "\nshmem 0\n");
  }

  private void write(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}

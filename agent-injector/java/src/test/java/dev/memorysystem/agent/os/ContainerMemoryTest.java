package dev.memorysystem.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems as processes in containers see them, version 1 and 2. */
class ContainerMemoryTest {
  @TempDir Path root;

  @Test
  void version2InAContainerWithItsOwnCgroupNamespace() throws IOException {
    cgroup("0::/");
    mountinfo("30 29 0:26 / /sys/fs/cgroup ro,nosuid - cgroup2 cgroup rw,nsdelegate");
    file("sys/fs/cgroup/memory.max", "209715200");
    file("sys/fs/cgroup/memory.current", "1048576");
    assertMemory(209_715_200L, 1_048_576L);
  }

  @Test
  void version2OnTheHostTakesTheSmallestLimitOnTheWayUp() throws IOException {
    cgroup("0::/kubepods.slice/pod1/c1");
    mountinfo("30 29 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
    file("sys/fs/cgroup/kubepods.slice/memory.max", "max");
    file("sys/fs/cgroup/kubepods.slice/pod1/memory.max", "300");
    file("sys/fs/cgroup/kubepods.slice/pod1/c1/memory.max", "max");
    file("sys/fs/cgroup/kubepods.slice/pod1/c1/memory.current", "77");
    assertMemory(300L, 77L);
  }

  @Test
  void threadsAreLimitedByTheSmallestOnTheWayUp() throws IOException {
    cgroup("0::/pod1/c1");
    mountinfo("30 29 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
    file("sys/fs/cgroup/pod1/pids.max", "500");
    file("sys/fs/cgroup/pod1/c1/pids.max", "max");
    assertThat(ContainerMemory.find(root).threadLimit()).hasValue(500);
  }

  @Test
  void withoutALimitOfThreadsNoneIsSaid() throws IOException {
    cgroup("0::/");
    mountinfo("30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw");
    file("sys/fs/cgroup/pids.max", "max");
    assertThat(ContainerMemory.find(root).threadLimit()).isEmpty();
  }

  @Test
  void version2WithoutALimit() throws IOException {
    cgroup("0::/");
    mountinfo("30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw");
    file("sys/fs/cgroup/memory.max", "max");
    file("sys/fs/cgroup/memory.current", "5");
    assertMemory(null, 5L);
  }

  @Test
  void version1WithTheContainersCgroupMountedAsTheRoot() throws IOException {
    cgroup("12:cpu,cpuacct:/kubepods/pod1/c1", "4:memory:/kubepods/pod1/c1", "0::/");
    mountinfo(
        "40 35 0:30 /kubepods/pod1/c1 /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct",
        "41 35 0:31 /kubepods/pod1/c1 /sys/fs/cgroup/memory ro master:1 - cgroup cgroup rw,memory");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "1073741824");
    file("sys/fs/cgroup/memory/memory.usage_in_bytes", "123456");
    assertMemory(1_073_741_824L, 123_456L);
  }

  @Test
  void version1SaysNoLimitByAHugeNumber() throws IOException {
    cgroup("4:memory:/");
    mountinfo("41 35 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
    file("sys/fs/cgroup/memory/memory.usage_in_bytes", "1");
    assertMemory(null, 1L);
  }

  @Test
  void aPathOutsideTheMountIsTheMountItself() throws IOException {
    cgroup("0::/../../other");
    mountinfo("30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw");
    file("sys/fs/cgroup/memory.max", "42");
    file("sys/fs/cgroup/memory.current", "7");
    file("other/memory.max", "1");
    assertMemory(42L, 7L);
  }

  @Test
  void aMountPointWithASpace() throws IOException {
    cgroup("0::/");
    mountinfo("30 29 0:26 / /my\\040cgroup ro - cgroup2 cgroup rw");
    file("my cgroup/memory.max", "9");
    file("my cgroup/memory.current", "8");
    assertMemory(9L, 8L);
  }

  @Test
  void aSystemWithoutCgroups() {
    assertMemory(null, null);
  }

  @Test
  void brokenFilesAreAbsent() throws IOException {
    cgroup("nonsense", "0::/");
    mountinfo("nonsense", "30 29 - cgroup2", "30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw");
    file("sys/fs/cgroup/memory.max", "");
    file("sys/fs/cgroup/memory.current", "many");
    assertMemory(null, null);
  }

  @Test
  void version2LeavesWhatIsNeitherAnonymousNorShared() throws IOException {
    cgroup("0::/");
    mountinfo("30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw");
    file("sys/fs/cgroup/memory.max", "1000");
    file("sys/fs/cgroup/memory.stat", "anon 300\nfile 550\nshmem 50\nanon_thp 7\n");
    assertHeadroom(650L);
  }

  @Test
  void version1LeavesWhatIsNeitherAnonymousNorShared() throws IOException {
    cgroup("4:memory:/");
    mountinfo("41 35 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000");
    file(
        "sys/fs/cgroup/memory/memory.stat",
        "cache 900\nrss 1\nshmem 1\ntotal_cache 900\ntotal_rss 300\ntotal_shmem 50\n");
    assertHeadroom(650L);
  }

  @Test
  void theTightestLevelCounts() throws IOException {
    cgroup("0::/pod1/c1");
    mountinfo("30 29 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
    file("sys/fs/cgroup/pod1/memory.max", "1000");
    file("sys/fs/cgroup/pod1/memory.stat", "anon 900\nshmem 0\n");
    file("sys/fs/cgroup/pod1/c1/memory.max", "600");
    file("sys/fs/cgroup/pod1/c1/memory.stat", "anon 300\nshmem 0\n");
    assertHeadroom(100L);
  }

  @Test
  void nothingIsLeftOfALimitThatIsExceeded() throws IOException {
    cgroup("0::/");
    mountinfo("30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw");
    file("sys/fs/cgroup/memory.max", "1000");
    file("sys/fs/cgroup/memory.stat", "anon 1001\nshmem many\n");
    assertHeadroom(0L);
  }

  @Test
  void withoutALimitOrItsUseNobodyKnowsWhatIsLeft() throws IOException {
    assertHeadroom(null);
    cgroup("0::/");
    mountinfo("30 29 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw");
    file("sys/fs/cgroup/memory.stat", "anon 5\n");
    file("sys/fs/cgroup/memory.max", "max");
    assertHeadroom(null);
    file("sys/fs/cgroup/memory.max", "1000");
    file("sys/fs/cgroup/memory.stat", "nonsense\n");
    assertHeadroom(null);
  }

  private void assertHeadroom(Long expected) {
    var headroom = ContainerMemory.find(root).headroom();
    assertThat(headroom.isPresent() ? headroom.getAsLong() : null).isEqualTo(expected);
  }

  private void assertMemory(Long limit, Long usage) {
    var memory = ContainerMemory.find(root);
    assertThat(memory.limit().isPresent() ? memory.limit().getAsLong() : null).isEqualTo(limit);
    assertThat(memory.usage().isPresent() ? memory.usage().getAsLong() : null).isEqualTo(usage);
  }

  private void cgroup(String... lines) throws IOException {
    file("proc/self/cgroup", String.join("\n", lines) + "\n");
  }

  private void mountinfo(String... lines) throws IOException {
    file("proc/self/mountinfo", String.join("\n", lines) + "\n");
  }

  private void file(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content + (content.endsWith("\n") ? "" : "\n"));
  }
}

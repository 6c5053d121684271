package dev.memorysystem.agent.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Memory limit and charge of the cgroup this process runs in, version 1 or 2.
 *
 * <p>The cgroup's folder is found as the JDK does it: /proc/self/cgroup names the path in the
 * hierarchy, /proc/self/mountinfo where the hierarchy is mounted and which of its folders is the
 * root of that mount (inside a container usually the container's own).
 */
public final class ContainerMemory {
  /**
   * Bytes. Version 1 says "no limit" by the largest number of whole pages, which depends on the
   * page size; no machine has this much memory.
   */
  private static final long NO_LIMIT = 1L << 60;

  private final Optional<Cgroup> cgroup;

  private ContainerMemory(Optional<Cgroup> cgroup) {
    this.cgroup = cgroup;
  }

  /**
   * @param root the root of the file system that /proc and the cgroup mounts are looked up in, `/`
   */
  public static ContainerMemory find(Path root) {
    List<String> memberships = lines(root.resolve("proc/self/cgroup"));
    List<String> mounts = lines(root.resolve("proc/self/mountinfo"));
    Optional<Cgroup> v1 =
        path(memberships, true)
            .flatMap(path -> mount(mounts, true).map(mount -> new Cgroup(root, mount, path, true)));
    Optional<Cgroup> v2 =
        path(memberships, false)
            .flatMap(
                path -> mount(mounts, false).map(mount -> new Cgroup(root, mount, path, false)));
    return new ContainerMemory(v1.isPresent() ? v1 : v2);
  }

  /** Bytes charged to the cgroup, page cache included. */
  public OptionalLong usage() {
    return cgroup.isPresent() ? cgroup.get().usage() : OptionalLong.empty();
  }

  /** Bytes; the smallest limit from the process's cgroup upwards, absent when there is none. */
  public OptionalLong limit() {
    return cgroup.isPresent() ? cgroup.get().limit() : OptionalLong.empty();
  }

  /**
   * Bytes that can still be taken before a limit kills: the limit less anonymous and shared memory,
   * which the kernel cannot take back; the least of all levels. Absent when there is no limit.
   */
  public OptionalLong headroom() {
    return cgroup.isPresent() ? cgroup.get().headroom() : OptionalLong.empty();
  }

  /**
   * Most threads and processes, of the cgroup's `pids.max` upwards; absent when there is no limit,
   * and for version 1, which keeps it in another hierarchy.
   */
  public OptionalLong threadLimit() {
    return cgroup.isPresent() ? cgroup.get().threadLimit() : OptionalLong.empty();
  }

  /** Lines of /proc/self/cgroup: `4:memory:/path` (v1) or `0::/path` (v2). */
  private static Optional<String> path(List<String> memberships, boolean v1) {
    for (String line : memberships) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3
          && (v1
              ? Arrays.asList(fields[1].split(",")).contains("memory")
              : fields[0].equals("0") && fields[1].isEmpty())) {
        return Optional.of(fields[2]);
      }
    }
    return Optional.empty();
  }

  /**
   * Lines of /proc/self/mountinfo: `id parent major:minor root mountpoint options [tags] - type
   * source superoptions`.
   */
  private static Optional<Mount> mount(List<String> mounts, boolean v1) {
    for (String line : mounts) {
      int dash = line.indexOf(" - ");
      if (dash < 0) {
        continue;
      }
      String[] before = line.substring(0, dash).split(" ");
      String[] after = line.substring(dash + 3).split(" ");
      boolean wanted =
          v1
              ? after[0].equals("cgroup")
                  && after.length > 2
                  && Arrays.asList(after[2].split(",")).contains("memory")
              : after[0].equals("cgroup2");
      if (wanted && before.length > 4) {
        return Optional.of(new Mount(unescape(before[3]), unescape(before[4])));
      }
    }
    return Optional.empty();
  }

  private static String unescape(String path) {
    return path.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException notLinux) {
      return Collections.emptyList();
    }
  }

  private static final class Mount {
    final String root;
    final String point;

    Mount(String root, String point) {
      this.root = root;
      this.point = point;
    }
  }

  private static final class Cgroup {
    private final Path top;
    private final Path own;
    private final boolean v1;

    Cgroup(Path fileSystem, Mount mount, String path, boolean v1) {
      this.v1 = v1;
      this.top = fileSystem.resolve(mount.point.substring(1));
      Path folder = top.resolve(below(mount.root, path)).normalize();
      // A path outside the mount ("/../x" in a foreign cgroup namespace) shows as the mount itself
      this.own = folder.startsWith(top) && Files.isDirectory(folder) ? folder : top;
    }

    private static String below(String mountRoot, String path) {
      if (mountRoot.equals("/")) {
        return path.substring(1);
      }
      boolean inside = path.equals(mountRoot) || path.startsWith(mountRoot + "/");
      return inside && path.length() > mountRoot.length()
          ? path.substring(mountRoot.length() + 1)
          : "";
    }

    OptionalLong usage() {
      return number(own.resolve(v1 ? "memory.usage_in_bytes" : "memory.current"));
    }

    OptionalLong limit() {
      long smallest = NO_LIMIT;
      for (Path level : levels()) {
        smallest = Math.min(smallest, limit(level));
      }
      return smallest < NO_LIMIT ? OptionalLong.of(smallest) : OptionalLong.empty();
    }

    OptionalLong threadLimit() {
      OptionalLong least = OptionalLong.empty();
      for (Path level : v1 ? Collections.<Path>emptyList() : levels()) {
        OptionalLong limit = number(level.resolve("pids.max"));
        if (limit.isPresent()) {
          least = OptionalLong.of(Math.min(limit.getAsLong(), least.orElse(Long.MAX_VALUE)));
        }
      }
      return least;
    }

    OptionalLong headroom() {
      OptionalLong least = OptionalLong.empty();
      for (Path level : levels()) {
        long limit = limit(level);
        OptionalLong taken = limit < NO_LIMIT ? taken(level) : OptionalLong.empty();
        if (taken.isPresent()) {
          long left = Math.max(0, limit - taken.getAsLong());
          least = OptionalLong.of(Math.min(left, least.orElse(left)));
        }
      }
      return least;
    }

    /** The process's cgroup and those above it, as far as they can be seen. */
    private List<Path> levels() {
      List<Path> levels = new ArrayList<>();
      for (Path folder = own;
          folder != null && folder.startsWith(top);
          folder = folder.getParent()) {
        levels.add(folder);
      }
      return levels;
    }

    private long limit(Path level) {
      return number(level.resolve(v1 ? "memory.limit_in_bytes" : "memory.max")).orElse(NO_LIMIT);
    }

    /** memory.stat, with everything below: `total_rss` and `total_shmem` (v1), `anon`, `shmem`. */
    private OptionalLong taken(Path level) {
      OptionalLong anonymous = OptionalLong.empty();
      long shared = 0;
      for (String line : lines(level.resolve("memory.stat"))) {
        String[] fields = line.split(" ");
        if (fields.length == 2 && fields[0].equals(v1 ? "total_rss" : "anon")) {
          anonymous = number(fields[1]);
        } else if (fields.length == 2 && fields[0].equals(v1 ? "total_shmem" : "shmem")) {
          shared = number(fields[1]).orElse(0);
        }
      }
      return anonymous.isPresent()
          ? OptionalLong.of(anonymous.getAsLong() + shared)
          : OptionalLong.empty();
    }

    /** The number in a file; absent for `max` and where the file is not there. */
    private static OptionalLong number(Path file) {
      try {
        return number(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).trim());
      } catch (IOException absent) {
        return OptionalLong.empty();
      }
    }

    private static OptionalLong number(String text) {
      try {
        return OptionalLong.of(Long.parseLong(text));
      } catch (NumberFormatException unlimited) {
        return OptionalLong.empty();
      }
    }
  }
}

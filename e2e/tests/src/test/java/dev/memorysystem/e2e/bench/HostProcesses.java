package dev.memorysystem.e2e.bench;

import dev.memorysystem.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Processes of the self-contained cluster as this machine sees them, to be signalled. */
final class HostProcesses {
  private HostProcesses() {}

  /** Those of the release's pods whose name starts with {@code prefix}. */
  static List<Long> ofPods(String prefix) {
    List<String> uids =
        Cluster.CLIENT.pods().inNamespace(Cluster.INSTALL_NAMESPACE).list().getItems().stream()
            .map(Pod::getMetadata)
            .filter(pod -> pod.getName().startsWith(prefix))
            .map(pod -> pod.getUid())
            .toList();
    return processes(process -> uids.stream().anyMatch(uid -> ofPod(process, uid)));
  }

  /**
   * When the process of a pod that runs {@code command} was started, to ten milliseconds. The clock
   * counts from a boot time in whole seconds: compare it with others of this method only.
   */
  static Instant started(Pod pod, String command) {
    String uid = pod.getMetadata().getUid();
    return processes(process -> runs(process, command) && ofPod(process, uid)).stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> process.info().startInstant().stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no process runs " + command + " in the pod"));
  }

  private static boolean ofPod(Path process, String uid) {
    String cgroups = read(process.resolve("cgroup"));
    return cgroups.contains(uid) || cgroups.contains(uid.replace('-', '_'));
  }

  static List<Long> named(String command) {
    return processes(process -> runs(process, command));
  }

  private static boolean runs(Path process, String command) {
    return read(process.resolve("comm")).strip().equals(command);
  }

  /** signal("STOP", …), as kill(1) has it. */
  static void signal(String signal, List<Long> pids) {
    if (pids.isEmpty()) {
      throw new AssertionError("no process to signal: is this the self-contained cluster?");
    }
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    pids.forEach(pid -> command.add(pid.toString()));
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Long> processes(Predicate<Path> which) {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(which)
          .map(process -> Long.valueOf(process.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty when the process is gone. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}

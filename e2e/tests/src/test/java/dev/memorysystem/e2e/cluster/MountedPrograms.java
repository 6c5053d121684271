package dev.memorysystem.e2e.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Programs of these tests that no image has: each is one class, without nested ones, that a
 * ConfigMap of its name brings into pods of the workloads' image.
 */
public final class MountedPrograms {
  private static final String FOLDER = "/programs";

  private MountedPrograms() {}

  /** What {@link #podSpec} mounts; to be created in the pod's namespace first. */
  public static ConfigMap configMap(Class<?> program) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name(program))
        .endMetadata()
        .addToBinaryData(key(program), Base64.getEncoder().encodeToString(bytes(program)))
        .build();
  }

  /** A container that runs the program. */
  public static ContainerBuilder container(String name, Class<?> program, String... arguments) {
    List<String> command =
        List.of("java", "-XX:TieredStopAtLevel=1", "-cp", FOLDER, program.getName());
    return new ContainerBuilder(Workloads.shell(name, "").build())
        .withCommand(Stream.concat(command.stream(), Stream.of(arguments)).toList())
        .addNewVolumeMount()
        .withName(name(program))
        .withMountPath(FOLDER)
        .withReadOnly(true)
        .endVolumeMount();
  }

  /** A pod whose containers run the program. */
  public static PodSpec podSpec(Class<?> program, Container... containers) {
    return new PodSpecBuilder(Workloads.podSpec(containers))
        .addNewVolume()
        .withName(name(program))
        .withNewConfigMap()
        .withName(name(program))
        .addNewItem()
        .withKey(key(program))
        .withPath(program.getName().replace('.', '/') + ".class")
        .endItem()
        .endConfigMap()
        .endVolume()
        .build();
  }

  private static String name(Class<?> program) {
    return program.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase();
  }

  private static String key(Class<?> program) {
    return program.getSimpleName() + ".class";
  }

  private static byte[] bytes(Class<?> program) {
    try (InputStream file = program.getResourceAsStream(key(program))) {
      return Objects.requireNonNull(file, key(program)).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

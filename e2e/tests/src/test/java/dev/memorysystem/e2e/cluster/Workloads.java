package dev.memorysystem.e2e.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;

/**
 * Small workloads such as a namespace with Pod Security "restricted" admits, all with a read-only
 * root file system. Their pods carry the label {@code app} with the workload's name.
 */
public final class Workloads {
  /** Few requests a second: enough for garbage collections now and then, next to no CPU. */
  private static final int LOAD_RATE = 20;

  static final String NAME_LABEL = "app.kubernetes.io/name";

  private static final int HTTP_PORT = 8080;

  private Workloads() {}

  /** The shop's fixed checkout service under a small load. */
  public static ContainerBuilder javaService(String name) {
    return new ContainerBuilder(container(name))
        // a quick start: many of them start at once
        .withCommand("java", "-XX:TieredStopAtLevel=1", "-jar", "/app/app.jar")
        .addNewEnv()
        .withName("LOAD_RATE")
        .withValue(Integer.toString(LOAD_RATE))
        .endEnv()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/healthz")
        .withPort(new IntOrString(HTTP_PORT))
        .endHttpGet()
        .withPeriodSeconds(2)
        .withTimeoutSeconds(5)
        .endReadinessProbe();
  }

  /** A container of the same image that runs a shell command and no JVM. */
  public static ContainerBuilder shell(String name, String command) {
    return new ContainerBuilder(container(name)).withCommand("/bin/sh", "-c", command);
  }

  private static Container container(String name) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(Images.FIXED)
        .withImagePullPolicy("IfNotPresent")
        .withNewResources()
        .addToRequests("cpu", new Quantity("50m"))
        .addToRequests("memory", new Quantity("64Mi"))
        .addToLimits("memory", new Quantity("256Mi"))
        .endResources()
        .withSecurityContext(restricted())
        .build();
  }

  private static SecurityContext restricted() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withRunAsNonRoot(true)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  public static PodSpec podSpec(Container... containers) {
    return new PodSpecBuilder()
        .withContainers(containers)
        .withEnableServiceLinks(false)
        .withAutomountServiceAccountToken(false)
        .withTerminationGracePeriodSeconds(1L)
        .build();
  }

  public static Pod pod(String name, PodSpec spec) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels(label(name))
        .endMetadata()
        .withSpec(spec)
        .build();
  }

  /** A pod to ask about, not to run. */
  static Pod probe() {
    return pod("probe", podSpec(container("app")));
  }

  public static Deployment deployment(String name, PodSpec spec) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withNewSelector()
        .addToMatchLabels(label(name))
        .endSelector()
        .withTemplate(template(name, spec))
        .endSpec()
        .build();
  }

  public static StatefulSet statefulSet(String name, PodSpec spec) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withServiceName(name)
        .withNewSelector()
        .addToMatchLabels(label(name))
        .endSelector()
        .withTemplate(template(name, spec))
        .endSpec()
        .build();
  }

  public static DaemonSet daemonSet(String name, PodSpec spec) {
    return new DaemonSetBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels(label(name))
        .endSelector()
        .withTemplate(template(name, spec))
        .endSpec()
        .build();
  }

  public static Job job(String name, PodSpec spec) {
    return new JobBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withTemplate(template(name, new PodSpecBuilder(spec).withRestartPolicy("Never").build()))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec template(String name, PodSpec spec) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .addToLabels(label(name))
        .endMetadata()
        .withSpec(spec)
        .build();
  }

  private static Map<String, String> label(String name) {
    return Map.of(NAME_LABEL, name);
  }

  public static boolean ready(Pod pod) {
    return pod != null
        && pod.getStatus() != null
        && pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }
}

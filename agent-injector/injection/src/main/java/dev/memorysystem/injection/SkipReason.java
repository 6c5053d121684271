package dev.memorysystem.injection;

/** Why a pod or a container is left alone, with the words a person reads. */
public enum SkipReason {
  OptedOut("the annotation " + Names.INJECT + " is \"false\""),
  NoProfile("no MemoryProfile matches and the chart's default profile is off"),
  AgentDisabled("the profile switches the agents off (spec.agents)"),
  MirrorPod("static pods are not changed"),
  Windows("Windows is not supported"),
  ValueFrom(
      "its JAVA_TOOL_OPTIONS comes from valueFrom and cannot be merged; set it as a literal value,"
          + " or add -javaagent:/memory-system/java/memory-system-agent.jar to the source yourself"),
  ConfigMapUnavailable(
      "a ConfigMap in its envFrom could not be read in time, and it may hold JAVA_TOOL_OPTIONS;"
          + " recreate the pod to try again"),
  MountTaken("it mounts something else at " + Names.DIRECTORY);

  private final String message;

  SkipReason(String message) {
    this.message = message;
  }

  public String message() {
    return message;
  }
}

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
  ConfigMapMissing(
      "a ConfigMap in its envFrom does not exist yet, and it may bring JAVA_TOOL_OPTIONS; create it"
          + " and recreate the pod, or set JAVA_TOOL_OPTIONS as a literal value"),
  MountTaken(
      "it mounts something else at "
          + Names.DIRECTORY
          + " or "
          + Names.IDENTITY_DIRECTORY
          + " or below, or anything but an emptyDir above; mount that elsewhere"),
  NameTaken(
      "it has a volume or a container of its own with the name "
          + Names.AGENT
          + ", or a volume of its own with the name "
          + Names.IDENTITY
          + "; give that another name"),
  ConflictingOptions(
      "its JVM options use an AOT cache, a CDS archive or a system class loader of its own, with"
          + " which a Java virtual machine may not start when it loads an agent; remove them, or"
          + " try with the annotation "
          + Names.INJECT
          + ": \"true\""),
  NoServiceAccount(
      "it names no ServiceAccount, so that it can have no token for the collector; set"
          + " spec.serviceAccountName (the API server does, unless its ServiceAccount admission is"
          + " off)"),
  ResourceLimits(
      "the LimitRanges of its namespace and its own spec.resources leave no figure that the init"
          + " container "
          + Names.AGENT
          + " could have"),
  AgentImageUnavailable(
      "pods of its namespace that carry the agent wait for the agent's image, so new ones start"
          + " without until it can be pulled; check agent.image and agent.pullSecrets of the chart,"
          + " then recreate the pod"),
  AgentInstallFailing(
      "the init container "
          + Names.AGENT
          + " fails in pods of its namespace, so new ones start without the agent until it works;"
          + " see kubectl logs and describe of such a pod, then recreate this one"),
  CrashesWithAgent(
      "its containers crash at once with the agent and do not without, so its new pods start"
          + " without until the agent's image changes; see kubectl logs --previous of a pod that"
          + " crashed, and try again with the annotation "
          + Names.INJECT
          + ": \"true\""),
  RefusedWithAgent(
      "pods of its owner never came to be with the agent in them: something in the cluster, as a"
          + " policy about images, refuses them; see the events of the owner, and allow the agent's"
          + " image and the init container "
          + Names.AGENT),
  IdentityUnavailable(
      "the certificates of the collector are not there yet, with which its agents would know it: the"
          + " operator makes them within seconds of an installation or an upgrade, or says in its log"
          + " what it lacks; then recreate the pod"),
  PodTooLarge("it is too large to take anything more; make it or its annotations smaller");

  private final String message;

  SkipReason(String message) {
    this.message = message;
  }

  public String message() {
    return message;
  }
}

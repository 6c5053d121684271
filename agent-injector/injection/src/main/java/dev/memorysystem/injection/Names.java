package dev.memorysystem.injection;

/** Names users meet on their pods and namespaces. */
public final class Names {
  /** Label of a namespace whose pods are injected, with the value {@link #ENABLED}. */
  public static final String INJECTION_LABEL = "memory-system.dev/injection";

  public static final String ENABLED = "enabled";

  /** Annotation of a pod: {@code "true"} forces, {@code "false"} forbids. */
  public static final String INJECT = "memory-system.dev/inject";

  /** Annotation the webhook sets: version of the agent. */
  public static final String INJECTED = "memory-system.dev/injected";

  /** Annotation the webhook sets: containers left alone, as {@code name=SkipReason,…}. */
  public static final String SKIPPED = "memory-system.dev/skipped";

  /** Annotation the webhook sets on a pod it spares: the agent's image that made trouble. */
  public static final String SPARED = "memory-system.dev/spared";

  /** Annotation the webhook sets: PEM of the collector's authority. */
  public static final String CA = "memory-system.dev/ca";

  /** The init container and the volume. */
  public static final String AGENT = "memory-system-agent";

  /** Where the volume is mounted. */
  public static final String DIRECTORY = "/memory-system";

  /** Of the tokens with which pods and the operator prove to the collector who they are. */
  public static final String AUDIENCE = "memory-system";

  /** The volume with the pod's token for the collector. */
  public static final String IDENTITY = "memory-system-identity";

  /** Where that one is mounted. */
  public static final String IDENTITY_DIRECTORY = "/var/run/secrets/memory-system.dev";

  static final String JAVA_TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

  static final String JAR = "memory-system-agent.jar";

  static final String JAVA_AGENT = "-javaagent:" + DIRECTORY + "/java/" + JAR;

  private Names() {}
}

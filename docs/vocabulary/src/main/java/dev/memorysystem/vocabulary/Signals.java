package dev.memorysystem.vocabulary;

/** Names of signals. Generated from docs/signals.yaml by `make generate`. */
public final class Signals {
  private Signals() {}

  /** Resource attributes. */
  public static final class Resource {
    private Resource() {}

    /** container.image.name */
    public static final String CONTAINER_IMAGE_NAME = "container.image.name";

    /** k8s.container.name */
    public static final String K8S_CONTAINER_NAME = "k8s.container.name";

    /** k8s.namespace.name */
    public static final String K8S_NAMESPACE_NAME = "k8s.namespace.name";

    /** k8s.node.name */
    public static final String K8S_NODE_NAME = "k8s.node.name";

    /** k8s.pod.name */
    public static final String K8S_POD_NAME = "k8s.pod.name";

    /** k8s.pod.uid */
    public static final String K8S_POD_UID = "k8s.pod.uid";

    /** memory.workload.kind */
    public static final String MEMORY_WORKLOAD_KIND = "memory.workload.kind";

    /** memory.workload.name */
    public static final String MEMORY_WORKLOAD_NAME = "memory.workload.name";

    /** process.creation.time */
    public static final String PROCESS_CREATION_TIME = "process.creation.time";

    /** process.pid */
    public static final String PROCESS_PID = "process.pid";

    /** process.runtime.name */
    public static final String PROCESS_RUNTIME_NAME = "process.runtime.name";

    /** process.runtime.version */
    public static final String PROCESS_RUNTIME_VERSION = "process.runtime.version";

    /** service.instance.id */
    public static final String SERVICE_INSTANCE_ID = "service.instance.id";

    /** service.name */
    public static final String SERVICE_NAME = "service.name";

    /** telemetry.distro.name */
    public static final String TELEMETRY_DISTRO_NAME = "telemetry.distro.name";

    /** telemetry.distro.version */
    public static final String TELEMETRY_DISTRO_VERSION = "telemetry.distro.version";
  }

  /** Metrics. */
  public static final class Metric {
    private Metric() {}

    /** jvm.buffer.count in {buffer} */
    public static final String JVM_BUFFER_COUNT = "jvm.buffer.count";

    /** jvm.buffer.memory.used in By */
    public static final String JVM_BUFFER_MEMORY_USED = "jvm.buffer.memory.used";

    /** jvm.class.count in {class} */
    public static final String JVM_CLASS_COUNT = "jvm.class.count";

    /** jvm.gc.duration in s */
    public static final String JVM_GC_DURATION = "jvm.gc.duration";

    /** jvm.memory.committed in By */
    public static final String JVM_MEMORY_COMMITTED = "jvm.memory.committed";

    /** jvm.memory.limit in By */
    public static final String JVM_MEMORY_LIMIT = "jvm.memory.limit";

    /** jvm.memory.used in By */
    public static final String JVM_MEMORY_USED = "jvm.memory.used";

    /** jvm.memory.used_after_last_gc in By */
    public static final String JVM_MEMORY_USED_AFTER_LAST_GC = "jvm.memory.used_after_last_gc";

    /** jvm.thread.count in {thread} */
    public static final String JVM_THREAD_COUNT = "jvm.thread.count";

    /** memory.native.committed in By */
    public static final String NATIVE_COMMITTED = "memory.native.committed";

    /** process.memory.usage in By */
    public static final String PROCESS_MEMORY_USAGE = "process.memory.usage";
  }

  /** Attributes of metrics. */
  public static final class Attribute {
    private Attribute() {}

    /** jvm.buffer.pool.name */
    public static final String JVM_BUFFER_POOL_NAME = "jvm.buffer.pool.name";

    /** jvm.gc.action */
    public static final String JVM_GC_ACTION = "jvm.gc.action";

    /** jvm.gc.name */
    public static final String JVM_GC_NAME = "jvm.gc.name";

    /** jvm.memory.pool.name */
    public static final String JVM_MEMORY_POOL_NAME = "jvm.memory.pool.name";

    /** jvm.memory.type */
    public static final String JVM_MEMORY_TYPE = "jvm.memory.type";

    /** jvm.thread.daemon */
    public static final String JVM_THREAD_DAEMON = "jvm.thread.daemon";

    /** memory.native.category */
    public static final String NATIVE_CATEGORY = "memory.native.category";
  }

  /** Event names of OTLP log records. */
  public static final class Event {
    private Event() {}

    /** memory.agent */
    public static final String AGENT = "memory.agent";

    /** memory.class_census */
    public static final String CLASS_CENSUS = "memory.class_census";

    /** memory.containers */
    public static final String CONTAINERS = "memory.containers";

    /** memory.directive */
    public static final String DIRECTIVE = "memory.directive";

    /** memory.live_set */
    public static final String LIVE_SET = "memory.live_set";

    /** memory.pod */
    public static final String POD = "memory.pod";

    /** memory.profile */
    public static final String PROFILE = "memory.profile";

    /** memory.retained_path */
    public static final String RETAINED_PATH = "memory.retained_path";

    /** memory.rule_findings */
    public static final String RULE_FINDINGS = "memory.rule_findings";

    /** memory.stack_samples */
    public static final String STACK_SAMPLES = "memory.stack_samples";

    /** memory.survivors */
    public static final String SURVIVORS = "memory.survivors";

    /** memory.sync */
    public static final String SYNC = "memory.sync";
  }

  /** Fields of `memory.live_set`. */
  public static final class LiveSet {
    private LiveSet() {}

    /** memory.classes in {class} */
    public static final String CLASSES = "memory.classes";

    /** memory.code.committed in By */
    public static final String CODE_COMMITTED = "memory.code.committed";

    /** memory.container.limit in By */
    public static final String CONTAINER_LIMIT = "memory.container.limit";

    /** memory.container.usage in By */
    public static final String CONTAINER_USAGE = "memory.container.usage";

    /** memory.direct.limit in By */
    public static final String DIRECT_LIMIT = "memory.direct.limit";

    /** memory.direct.used in By */
    public static final String DIRECT_USED = "memory.direct.used";

    /** memory.gc.time in s */
    public static final String GC_TIME = "memory.gc.time";

    /** memory.heap.allocated in By */
    public static final String HEAP_ALLOCATED = "memory.heap.allocated";

    /** memory.heap.committed in By */
    public static final String HEAP_COMMITTED = "memory.heap.committed";

    /** memory.heap.limit in By */
    public static final String HEAP_LIMIT = "memory.heap.limit";

    /** memory.heap.used in By */
    public static final String HEAP_USED = "memory.heap.used";

    /** memory.jit.time in s */
    public static final String JIT_TIME = "memory.jit.time";

    /** memory.live_set.collections in {collection} */
    public static final String COLLECTIONS = "memory.live_set.collections";

    /** memory.live_set.floor in By */
    public static final String FLOOR = "memory.live_set.floor";

    /** memory.live_set.old_cycles in {cycle} */
    public static final String OLD_CYCLES = "memory.live_set.old_cycles";

    /** memory.live_set.old_floor in By */
    public static final String OLD_FLOOR = "memory.live_set.old_floor";

    /** memory.mapped.count in {buffer} */
    public static final String MAPPED_COUNT = "memory.mapped.count";

    /** memory.mappings.limit in {mapping} */
    public static final String MAPPINGS_LIMIT = "memory.mappings.limit";

    /** memory.metaspace.committed in By */
    public static final String METASPACE_COMMITTED = "memory.metaspace.committed";

    /** memory.metaspace.limit in By */
    public static final String METASPACE_LIMIT = "memory.metaspace.limit";

    /** memory.metaspace.used in By */
    public static final String METASPACE_USED = "memory.metaspace.used";

    /** memory.native.categories */
    public static final String NATIVE_CATEGORIES = "memory.native.categories";

    /** memory.native.committed in By */
    public static final String NATIVE_COMMITTED = "memory.native.committed";

    /** memory.rss in By */
    public static final String RSS = "memory.rss";

    /** memory.rss.anonymous in By */
    public static final String RSS_ANONYMOUS = "memory.rss.anonymous";

    /** memory.threads in {thread} */
    public static final String THREADS = "memory.threads";

    /** memory.threads.limit in {thread} */
    public static final String THREADS_LIMIT = "memory.threads.limit";
  }

  /** Fields of `memory.survivors`. */
  public static final class Survivors {
    private Survivors() {}

    /** allocated_bytes in By */
    public static final String ALLOCATED_BYTES = "allocated_bytes";

    /** process_seconds in s */
    public static final String PROCESS_SECONDS = "process_seconds";

    /** sampler */
    public static final String SAMPLER = "sampler";

    /** sites */
    public static final String SITES = "sites";

    /** sites.ages in s */
    public static final String SITES_AGES = "ages";

    /** sites.births in {sample} */
    public static final String SITES_BIRTHS = "births";

    /** sites.deaths in {sample} */
    public static final String SITES_DEATHS = "deaths";

    /** sites.frames */
    public static final String SITES_FRAMES = "frames";

    /** sites.live_bytes in By */
    public static final String SITES_LIVE_BYTES = "live_bytes";

    /** sites.live_count in {sample} */
    public static final String SITES_LIVE_COUNT = "live_count";

    /** sites.type */
    public static final String SITES_TYPE = "type";
  }

  /** Fields of `memory.containers`. */
  public static final class Containers {
    private Containers() {}

    /** complete */
    public static final String COMPLETE = "complete";

    /** containers */
    public static final String CONTAINERS = "containers";

    /** containers.element_type */
    public static final String CONTAINERS_ELEMENT_TYPE = "element_type";

    /** containers.first_seconds in s */
    public static final String CONTAINERS_FIRST_SECONDS = "first_seconds";

    /** containers.first_size in {element} */
    public static final String CONTAINERS_FIRST_SIZE = "first_size";

    /** containers.grew_walks in {walk} */
    public static final String CONTAINERS_GREW_WALKS = "grew_walks";

    /** containers.holder */
    public static final String CONTAINERS_HOLDER = "holder";

    /** containers.key_type */
    public static final String CONTAINERS_KEY_TYPE = "key_type";

    /** containers.path */
    public static final String CONTAINERS_PATH = "path";

    /** containers.previous_seconds in s */
    public static final String CONTAINERS_PREVIOUS_SECONDS = "previous_seconds";

    /** containers.previous_size in {element} */
    public static final String CONTAINERS_PREVIOUS_SIZE = "previous_size";

    /** containers.root */
    public static final String CONTAINERS_ROOT = "root";

    /** containers.shallow_bytes in By */
    public static final String CONTAINERS_SHALLOW_BYTES = "shallow_bytes";

    /** containers.shrank_walks in {walk} */
    public static final String CONTAINERS_SHRANK_WALKS = "shrank_walks";

    /** containers.size in {element} */
    public static final String CONTAINERS_SIZE = "size";

    /** containers.type */
    public static final String CONTAINERS_TYPE = "type";

    /** containers.walks in {walk} */
    public static final String CONTAINERS_WALKS = "walks";

    /** cpu_seconds in s */
    public static final String CPU_SECONDS = "cpu_seconds";

    /** process_seconds in s */
    public static final String PROCESS_SECONDS = "process_seconds";

    /** visited in {object} */
    public static final String VISITED = "visited";

    /** walk_seconds in s */
    public static final String WALK_SECONDS = "walk_seconds";
  }

  /** Fields of `memory.retained_path`. */
  public static final class RetainedPath {
    private RetainedPath() {}

    /** pause_seconds in s */
    public static final String PAUSE_SECONDS = "pause_seconds";

    /** process_seconds in s */
    public static final String PROCESS_SECONDS = "process_seconds";

    /** targets */
    public static final String TARGETS = "targets";

    /** targets.container_first_seconds in s */
    public static final String TARGETS_CONTAINER_FIRST_SECONDS = "container_first_seconds";

    /** targets.container_first_size in {element} */
    public static final String TARGETS_CONTAINER_FIRST_SIZE = "container_first_size";

    /** targets.container_size in {element} */
    public static final String TARGETS_CONTAINER_SIZE = "container_size";

    /** targets.container_type */
    public static final String TARGETS_CONTAINER_TYPE = "container_type";

    /** targets.frames */
    public static final String TARGETS_FRAMES = "frames";

    /** targets.holder */
    public static final String TARGETS_HOLDER = "holder";

    /** targets.path */
    public static final String TARGETS_PATH = "path";

    /** targets.reached in {sample} */
    public static final String TARGETS_REACHED = "reached";

    /** targets.root */
    public static final String TARGETS_ROOT = "root";

    /** targets.samples in {sample} */
    public static final String TARGETS_SAMPLES = "samples";

    /** targets.type */
    public static final String TARGETS_TYPE = "type";

    /** targets.unreached_reason */
    public static final String TARGETS_UNREACHED_REASON = "unreached_reason";
  }

  /** Fields of `memory.directive`. */
  public static final class Directive {
    private Directive() {}

    /** bytes in By */
    public static final String BYTES = "bytes";

    /** file */
    public static final String FILE = "file";

    /** id */
    public static final String ID = "id";

    /** kind */
    public static final String KIND = "kind";

    /** outcome */
    public static final String OUTCOME = "outcome";

    /** pause_seconds in s */
    public static final String PAUSE_SECONDS = "pause_seconds";

    /** predicted_bytes in By */
    public static final String PREDICTED_BYTES = "predicted_bytes";

    /** predicted_pause_seconds in s */
    public static final String PREDICTED_PAUSE_SECONDS = "predicted_pause_seconds";

    /** reason */
    public static final String REASON = "reason";
  }

  /** Fields of `memory.class_census`. */
  public static final class ClassCensus {
    private ClassCensus() {}

    /** bytes in By */
    public static final String BYTES = "bytes";

    /** classes */
    public static final String CLASSES = "classes";

    /** classes.bytes in By */
    public static final String CLASSES_BYTES = "bytes";

    /** classes.instances in {object} */
    public static final String CLASSES_INSTANCES = "instances";

    /** classes.previous_bytes in By */
    public static final String CLASSES_PREVIOUS_BYTES = "previous_bytes";

    /** classes.previous_instances in {object} */
    public static final String CLASSES_PREVIOUS_INSTANCES = "previous_instances";

    /** classes.type */
    public static final String CLASSES_TYPE = "type";

    /** directive */
    public static final String DIRECTIVE = "directive";

    /** instances in {object} */
    public static final String INSTANCES = "instances";

    /** previous_seconds in s */
    public static final String PREVIOUS_SECONDS = "previous_seconds";

    /** process_seconds in s */
    public static final String PROCESS_SECONDS = "process_seconds";
  }

  /** Fields of `memory.stack_samples`. */
  public static final class StackSamples {
    private StackSamples() {}

    /** blocked in {thread} */
    public static final String BLOCKED = "blocked";

    /** directive */
    public static final String DIRECTIVE = "directive";

    /** duration_seconds in s */
    public static final String DURATION_SECONDS = "duration_seconds";

    /** process_seconds in s */
    public static final String PROCESS_SECONDS = "process_seconds";

    /** runnable in {thread} */
    public static final String RUNNABLE = "runnable";

    /** samples in {sample} */
    public static final String SAMPLES = "samples";

    /** stacks */
    public static final String STACKS = "stacks";

    /** stacks.count in {sample} */
    public static final String STACKS_COUNT = "count";

    /** stacks.cpu_seconds in s */
    public static final String STACKS_CPU_SECONDS = "cpu_seconds";

    /** stacks.frames */
    public static final String STACKS_FRAMES = "frames";

    /** waiting in {thread} */
    public static final String WAITING = "waiting";
  }

  /** Fields of `memory.rule_findings`. */
  public static final class RuleFindings {
    private RuleFindings() {}

    /** findings */
    public static final String FINDINGS = "findings";

    /** findings.alive in {object} */
    public static final String FINDINGS_ALIVE = "alive";

    /** findings.closed in {object} */
    public static final String FINDINGS_CLOSED = "closed";

    /** findings.collected in {object} */
    public static final String FINDINGS_COLLECTED = "collected";

    /** findings.frames */
    public static final String FINDINGS_FRAMES = "frames";

    /** findings.oldest_seconds in s */
    public static final String FINDINGS_OLDEST_SECONDS = "oldest_seconds";

    /** findings.opened in {object} */
    public static final String FINDINGS_OPENED = "opened";

    /** findings.rule */
    public static final String FINDINGS_RULE = "rule";

    /** findings.type */
    public static final String FINDINGS_TYPE = "type";

    /** process_seconds in s */
    public static final String PROCESS_SECONDS = "process_seconds";

    /** rules */
    public static final String RULES = "rules";

    /** rules.install_seconds in s */
    public static final String RULES_INSTALL_SECONDS = "install_seconds";

    /** rules.name */
    public static final String RULES_NAME = "name";

    /** rules.reason */
    public static final String RULES_REASON = "reason";

    /** rules.seconds in s */
    public static final String RULES_SECONDS = "seconds";

    /** rules.state */
    public static final String RULES_STATE = "state";
  }

  /** Fields of `memory.agent`. */
  public static final class Agent {
    private Agent() {}

    /** memory.agent.cpu_seconds in s */
    public static final String CPU_SECONDS = "memory.agent.cpu_seconds";

    /** memory.agent.dropped in {record} */
    public static final String DROPPED = "memory.agent.dropped";

    /** memory.agent.interval in s */
    public static final String INTERVAL = "memory.agent.interval";

    /** memory.agent.plan */
    public static final String PLAN = "memory.agent.plan";

    /** memory.agent.reason */
    public static final String REASON = "memory.agent.reason";

    /** memory.agent.sampler */
    public static final String SAMPLER = "memory.agent.sampler";

    /** memory.agent.sampling_cpu_seconds in s */
    public static final String SAMPLING_CPU_SECONDS = "memory.agent.sampling_cpu_seconds";

    /** memory.agent.state */
    public static final String STATE = "memory.agent.state";

    /** memory.agent.walk_cpu_seconds in s */
    public static final String WALK_CPU_SECONDS = "memory.agent.walk_cpu_seconds";
  }

  /** Fields of `memory.pod`. */
  public static final class Pod {
    private Pod() {}

    /** containers */
    public static final String CONTAINERS = "containers";

    /** containers.image */
    public static final String CONTAINERS_IMAGE = "image";

    /** containers.image_id */
    public static final String CONTAINERS_IMAGE_ID = "image_id";

    /** containers.last_termination_reason */
    public static final String CONTAINERS_LAST_TERMINATION_REASON = "last_termination_reason";

    /** containers.last_termination_time */
    public static final String CONTAINERS_LAST_TERMINATION_TIME = "last_termination_time";

    /** containers.memory_limit in By */
    public static final String CONTAINERS_MEMORY_LIMIT = "memory_limit";

    /** containers.name */
    public static final String CONTAINERS_NAME = "name";

    /** containers.restarts */
    public static final String CONTAINERS_RESTARTS = "restarts";

    /** deleted */
    public static final String DELETED = "deleted";

    /** profile */
    public static final String PROFILE = "profile";

    /** revision */
    public static final String REVISION = "revision";
  }

  /** Fields of `memory.profile`. */
  public static final class Profile {
    private Profile() {}

    /** deleted */
    public static final String DELETED = "deleted";

    /** directives */
    public static final String DIRECTIVES = "directives";

    /** directives.container */
    public static final String DIRECTIVES_CONTAINER = "container";

    /** directives.duration_seconds in s */
    public static final String DIRECTIVES_DURATION_SECONDS = "duration_seconds";

    /** directives.id */
    public static final String DIRECTIVES_ID = "id";

    /** directives.kind */
    public static final String DIRECTIVES_KIND = "kind";

    /** directives.max_bytes in By */
    public static final String DIRECTIVES_MAX_BYTES = "max_bytes";

    /** directives.max_pause_seconds in s */
    public static final String DIRECTIVES_MAX_PAUSE_SECONDS = "max_pause_seconds";

    /** directives.pod */
    public static final String DIRECTIVES_POD = "pod";

    /** findings */
    public static final String FINDINGS = "findings";

    /** findings.id */
    public static final String FINDINGS_ID = "id";

    /** findings.reason */
    public static final String FINDINGS_REASON = "reason";

    /** findings.triage */
    public static final String FINDINGS_TRIAGE = "triage";

    /** findings.until */
    public static final String FINDINGS_UNTIL = "until";

    /** generation */
    public static final String GENERATION = "generation";

    /** horizon_seconds in s */
    public static final String HORIZON_SECONDS = "horizon_seconds";

    /** max_pause_seconds in s */
    public static final String MAX_PAUSE_SECONDS = "max_pause_seconds";

    /** minimum_confidence */
    public static final String MINIMUM_CONFIDENCE = "minimum_confidence";

    /** name */
    public static final String NAME = "name";

    /** rules */
    public static final String RULES = "rules";

    /** sampling */
    public static final String SAMPLING = "sampling";

    /** sampling_budget_cores in {core} */
    public static final String SAMPLING_BUDGET_CORES = "sampling_budget_cores";

    /** walk */
    public static final String WALK = "walk";

    /** walk_budget_cores in {core} */
    public static final String WALK_BUDGET_CORES = "walk_budget_cores";
  }

  /** Fields of `memory.sync`. */
  public static final class Sync {
    private Sync() {}

    /** namespaces */
    public static final String NAMESPACES = "namespaces";
  }
}

package dev.memorysystem.analyzer.signal;

/**
 * One container of one owner: what a finding is about, however many replicas show it.
 *
 * @param namespace Kubernetes namespace; empty outside Kubernetes
 * @param kind kind of the owner (Deployment, StatefulSet, …); Process outside Kubernetes
 * @param name name of the owner
 * @param container container name; empty outside Kubernetes
 */
public record Workload(String namespace, String kind, String name, String container)
    implements Comparable<Workload> {

  /** {@code namespace/kind/name/container}: a stable key, for stores and logs. */
  public String key() {
    return namespace + "/" + kind + "/" + name + "/" + container;
  }

  @Override
  public int compareTo(Workload other) {
    return key().compareTo(other.key());
  }
}

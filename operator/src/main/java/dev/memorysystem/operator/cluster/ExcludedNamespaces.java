package dev.memorysystem.operator.cluster;

import java.util.Set;

/** Never injected, whatever their labels: the system's and the operator's own. */
public record ExcludedNamespaces(Set<String> names) {
  public ExcludedNamespaces {
    names = Set.copyOf(names);
  }

  public boolean contains(String namespace) {
    return names.contains(namespace);
  }
}

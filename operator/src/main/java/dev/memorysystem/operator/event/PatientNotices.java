package dev.memorysystem.operator.event;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells notices; those that the API server did not take are kept and told again with the next ones.
 * An operator that ends meanwhile forgets them: the status says the same.
 */
public final class PatientNotices {
  /** Kept of one object; more would be news of long ago when they can be told. */
  static final int MOST = 100;

  private final Consumer<List<Notice>> events;
  private final Map<String, Set<Notice>> untold = new ConcurrentHashMap<>();

  /**
   * @param events takes all or throws a KubernetesClientException; may be given what it took before
   */
  public PatientNotices(Consumer<List<Notice>> events) {
    this.events = events;
  }

  /**
   * @param object they come from, which calls one after the other
   * @return why they could not be told now
   */
  public Optional<KubernetesClientException> tell(String object, List<Notice> notices) {
    Set<Notice> all = new LinkedHashSet<>(untold.getOrDefault(object, Set.of()));
    all.addAll(notices);
    try {
      events.accept(List.copyOf(all));
      untold.remove(object);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      while (all.size() > MOST) {
        all.remove(all.iterator().next());
      }
      untold.put(object, all);
      return Optional.of(e);
    }
  }

  /** Of objects that are gone there is nothing to tell. */
  public void retain(Set<String> objects) {
    untold.keySet().retainAll(objects);
  }
}

package dev.memorysystem.operator.event;

import dev.memorysystem.operator.status.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;

/**
 * One Event to be. Its name follows from what it is about and from {@code transition}: a second
 * attempt, also by a restarted operator, meets the first.
 *
 * @param regarding the object it is about
 * @param note for a person
 * @param transition what happened, told apart from every other of the same object
 */
public record Notice(
    ObjectReference regarding, Type type, Reason reason, String note, String transition) {

  /** As Kubernetes knows them. */
  public enum Type {
    Normal,
    Warning
  }

  public static ObjectReference reference(HasMetadata object) {
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .build();
  }
}

package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Which pods of a namespace are watched, at what cost, and what was found in them. */
@Group(MemoryProfile.GROUP)
@Version(MemoryProfile.VERSION)
@ShortNames("mp")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(
    name = "PODS",
    jsonPath = ".status.pods.matched",
    type = Type.INTEGER,
    getDescription = "Pods the selector matches")
@AdditionalPrinterColumn(
    name = "INJECTED",
    jsonPath = ".status.pods.injected",
    type = Type.INTEGER,
    getDescription = "Pods that carry the agent")
@AdditionalPrinterColumn(
    name = "LEAKS",
    jsonPath = ".status.leaks",
    type = Type.INTEGER,
    getDescription = "Confirmed leaks")
@AdditionalPrinterColumn(
    name = "WORST",
    jsonPath = ".status.worst",
    getDescription = "The worst finding")
@AdditionalPrinterColumn(
    name = "EXHAUSTED-AT",
    jsonPath = ".status.exhaustedAt",
    getDescription = "When memory runs out first, the median forecast")
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class MemoryProfile extends CustomResource<MemoryProfileSpec, MemoryProfileStatus>
    implements Namespaced {
  public static final String GROUP = "memory-system.dev";
  public static final String VERSION = "v1alpha1";

  /** Annotation of the definition: the version of the release it is from. */
  public static final String DEFINITION_VERSION = "memory-system.dev/version";

  @Override
  protected MemoryProfileSpec initSpec() {
    return MemoryProfileSpec.DEFAULT;
  }

  @Override
  protected @Nullable MemoryProfileStatus initStatus() {
    return null;
  }
}

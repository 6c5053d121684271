package dev.memorysystem.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leak, named as the collector's JSON names it. Unknown is absent, never made up.
 *
 * <p>State and kind are open strings, so that a collector one version newer can say more.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
    @JsonPropertyDescription("Stable over replicas, restarts and revisions.") String id,
    @JsonPropertyDescription("suspected, confirmed or resolved.") String state,
    @JsonPropertyDescription("What a person made of it.") @Nullable Triage triage,
    @JsonPropertyDescription("Which memory grows: heap, native, direct-buffer, …") String kind,
    @JsonPropertyDescription("0 to 1.") double confidence,
    @JsonPropertyDescription("The container of the owner it is about.") Workload workload,
    @JsonPropertyDescription("Processes that show it, newest first.")
        @Nullable List<FindingProcess> processes,
    @JsonPropertyDescription("Where it showed first.") @Nullable Sighting firstSeen,
    @JsonPropertyDescription("Where it showed when this was written.") @Nullable Sighting lastSeen,
    @JsonPropertyDescription("Class of the leaking objects.") @Nullable String type,
    @JsonPropertyDescription("Where they are allocated, innermost frame first.")
        @Nullable List<String> allocationSite,
    @JsonPropertyDescription("The field that keeps them, and in what.") @Nullable String holder,
    @JsonPropertyDescription("From a root to the leaking objects or what they are in.")
        @Nullable List<String> retainedPath,
    @JsonPropertyDescription("What they are in.") @Nullable GrowingContainer growingContainer,
    @JsonPropertyDescription("Growth of the live set in the process that grows fastest.")
        @Nullable Double growthBytesPerHour,
    @JsonPropertyDescription("This leak's share of that growth, 0 to 1.")
        @Nullable Double shareOfGrowth,
    @JsonPropertyDescription("When the limit that binds is reached.")
        @Nullable Exhaustion exhaustion,
    @JsonPropertyDescription("The numbers behind it.") @Nullable Evidence evidence,
    @JsonPropertyDescription("Changes of state, oldest first.")
        @Nullable List<Transition> transitions,
    @JsonPropertyDescription("Why it is in its state.") @Nullable String reason,
    @JsonPropertyDescription("What to do, and why this may be wrong.")
        @Nullable String recommendation,
    @JsonPropertyDescription(
            "Who worked in one of its processes: methods by their share of the CPU time.")
        @Nullable Cited running,
    @JsonPropertyDescription("Classes that grew most between two censuses of one of them.")
        @Nullable Cited grownClasses,
    @JsonPropertyDescription("Who left open in one of them what it opened.")
        @Nullable Cited leftOpen) {

  /** One with nothing beside it. */
  public Finding(
      String id,
      String state,
      @Nullable Triage triage,
      String kind,
      double confidence,
      Workload workload,
      @Nullable List<FindingProcess> processes,
      @Nullable Sighting firstSeen,
      @Nullable Sighting lastSeen,
      @Nullable String type,
      @Nullable List<String> allocationSite,
      @Nullable String holder,
      @Nullable List<String> retainedPath,
      @Nullable GrowingContainer growingContainer,
      @Nullable Double growthBytesPerHour,
      @Nullable Double shareOfGrowth,
      @Nullable Exhaustion exhaustion,
      @Nullable Evidence evidence,
      @Nullable List<Transition> transitions,
      @Nullable String reason,
      @Nullable String recommendation) {
    this(
        id,
        state,
        triage,
        kind,
        confidence,
        workload,
        processes,
        firstSeen,
        lastSeen,
        type,
        allocationSite,
        holder,
        retainedPath,
        growingContainer,
        growthBytesPerHour,
        shareOfGrowth,
        exhaustion,
        evidence,
        transitions,
        reason,
        recommendation,
        null,
        null,
        null);
  }

  /** The same, with what a person makes of it. */
  public Finding triaged(@Nullable Triage now) {
    return with(now, holder);
  }

  /** The same, its holder in other words. */
  public Finding heldBy(@Nullable String words) {
    return with(triage, words);
  }

  private Finding with(@Nullable Triage made, @Nullable String held) {
    return new Finding(
        id,
        state,
        made,
        kind,
        confidence,
        workload,
        processes,
        firstSeen,
        lastSeen,
        type,
        allocationSite,
        held,
        retainedPath,
        growingContainer,
        growthBytesPerHour,
        shareOfGrowth,
        exhaustion,
        evidence,
        transitions,
        reason,
        recommendation,
        running,
        grownClasses,
        leftOpen);
  }

  public boolean acknowledged() {
    return triage != null && triage.state().equals(TriageState.Acknowledged.name());
  }

  public boolean ignored() {
    return triage != null && triage.state().equals(TriageState.Ignored.name());
  }

  public boolean confirmed() {
    return state.equals("confirmed");
  }

  public boolean resolved() {
    return state.equals("resolved");
  }
}

package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.finding.Finding;
import dev.memorysystem.analyzer.finding.FindingState;
import dev.memorysystem.analyzer.finding.LeakKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A finding that turns out to be held by another kind of leak is resolved; what was confirmed of it
 * is confirmed of what holds it, for the growth is the same.
 */
public final class Handover {
  private Handover() {}

  /**
   * Confirms, in the list, what took over a confirmed finding in this look.
   *
   * @param before as it was before the look
   * @param now as it is after it; changed
   * @return findings to be told
   */
  public static List<Finding> settle(
      List<Tracked> before, List<Tracked> now, List<Watched> running, Instant at) {
    List<Finding> told = new ArrayList<>();
    for (Tracked was : before) {
      if (!was.is(FindingState.CONFIRMED) || !isResolved(was.finding().id(), now)) {
        continue;
      }
      LeakKind kind = was.finding().kind();
      Optional<LeakKind> cause =
          running.stream().map(w -> w.of(kind)).flatMap(w -> w.cause().stream()).findFirst();
      for (int i = 0; cause.isPresent() && i < now.size(); i++) {
        Tracked holder = now.get(i);
        if (holder.finding().kind() == cause.get() && holder.is(FindingState.SUSPECTED)) {
          Tracked confirmed = confirmed(holder, was, at);
          now.set(i, confirmed);
          told.add(confirmed.finding());
        }
      }
    }
    return told;
  }

  private static boolean isResolved(String id, List<Tracked> now) {
    return now.stream().anyMatch(t -> t.finding().id().equals(id) && t.is(FindingState.RESOLVED));
  }

  private static Tracked confirmed(Tracked holder, Tracked was, Instant at) {
    String why = "It holds what %s was, which was confirmed.".formatted(was.finding().id());
    Finding finding =
        Findings.withReason(
            Findings.in(holder.finding(), FindingState.CONFIRMED, at, why),
            holder.finding().reason());
    return holder.confirmedAfter(was.confirmedAfter()).told(finding, at);
  }
}

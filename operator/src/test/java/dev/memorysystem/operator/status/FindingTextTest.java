package dev.memorysystem.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.crd.Evidence;
import dev.memorysystem.crd.Exhaustion;
import dev.memorysystem.crd.Finding;
import dev.memorysystem.crd.Triage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingTextTest {
  @Test
  void whatIsUnknownIsLeftOut() {
    assertThat(FindingText.full(finding(null, null, null, null, null, null)))
        .isEqualTo("direct-buffer memory leaks in Deployment/orders (app)");
    assertThat(FindingText.full(finding("a.B", List.of(), null, null, null, forecast(null))))
        .isEqualTo("a.B leaks in Deployment/orders (app)");
  }

  @Test
  void whatIsKnownIsSaid() {
    assertThat(
            FindingText.full(
                finding(
                    "a.B",
                    List.of("a.Inner.grow(Inner.java:1)", "a.B.add(B.java:2)"),
                    "a.B.all",
                    5.5 * (1L << 30),
                    "a.B.add(B.java:2)",
                    forecast("2026-01-01T12:00:00.5Z"))))
        .isEqualTo(
            "a.B leaks in Deployment/orders (app), allocated at a.B.add(B.java:2), held by a.B.all,"
                + " growing 5.5 GiB an hour; memory runs out about 2026-01-01T12:00:00Z");
    assertThat(
            FindingText.full(
                finding("a.B", List.of("a.Inner.grow(Inner.java:1)"), null, 3e6, null, null)))
        .isEqualTo(
            "a.B leaks in Deployment/orders (app), allocated at a.Inner.grow(Inner.java:1), growing"
                + " 2.9 MiB an hour");
  }

  @Test
  void whatAPersonMadeOfItIsSaidAsFarAsThatPersonSaid() {
    Finding finding = finding("a.B", null, null, null, null, null);

    assertThat(FindingText.triage(finding.triaged(new Triage("Acknowledged", null, null))))
        .isEqualTo("acknowledged");
    assertThat(
            FindingText.triage(
                finding.triaged(new Triage("Ignored", "known", "2026-12-31T00:00:00Z"))))
        .isEqualTo("ignored until 2026-12-31T00:00:00Z (known)");
  }

  private static Exhaustion forecast(@Nullable String p50) {
    return new Exhaustion(1L << 28, null, p50, null, "2026-01-01T10:00:00Z");
  }

  private static Finding finding(
      @Nullable String type,
      @Nullable List<String> site,
      @Nullable String holder,
      @Nullable Double growth,
      @Nullable String applicationFrame,
      @Nullable Exhaustion exhaustion) {
    return new Finding(
        "f",
        "suspected",
        null,
        "direct-buffer",
        0.5,
        Scene.ORDERS,
        null,
        null,
        null,
        type,
        site,
        holder,
        null,
        null,
        growth,
        null,
        exhaustion,
        applicationFrame == null ? null : evidence(applicationFrame),
        null,
        null,
        null);
  }

  private static Evidence evidence(String applicationFrame) {
    return new Evidence(
        null, null, null, null, null, null, null, null, null, applicationFrame, null, null);
  }
}

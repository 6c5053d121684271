package dev.memorysystem.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memorysystem.operator.status.Reason;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatientNoticesTest {
  private final List<String> told = new ArrayList<>();
  private boolean refusing;
  private final PatientNotices notices =
      new PatientNotices(
          batch -> {
            if (refusing && !batch.isEmpty()) {
              throw new KubernetesClientException("too many requests", 429, null);
            }
            batch.forEach(notice -> told.add(notice.transition()));
          });

  @Test
  void whatWasRefusedIsToldWithTheNext() {
    refusing = true;
    assertThat(notices.tell("a", List.of(notice("1"))))
        .hasValueSatisfying(why -> assertThat(why.getCode()).isEqualTo(429));
    assertThat(notices.tell("a", List.of(notice("1"), notice("2")))).isPresent();
    assertThat(notices.tell("b", List.of())).isEmpty();

    refusing = false;
    assertThat(notices.tell("a", List.of())).isEmpty();
    assertThat(notices.tell("a", List.of())).isEmpty();

    assertThat(told).containsExactly("1", "2");
  }

  @Test
  void ofTooManyTheLastAreKeptAndOfAnObjectThatIsGoneNone() {
    refusing = true;
    notices.tell("a", IntStream.rangeClosed(0, 100).mapToObj(i -> notice("" + i)).toList());
    notices.tell("gone", List.of(notice("gone")));
    refusing = false;

    notices.retain(Set.of("a"));
    notices.tell("gone", List.of());
    notices.tell("a", List.of());

    assertThat(told).hasSize(PatientNotices.MOST).startsWith("1").endsWith("100");
  }

  private static Notice notice(String transition) {
    return new Notice(
        new ObjectReferenceBuilder().withName("web").build(),
        Notice.Type.Warning,
        Reason.LeakConfirmed,
        "note",
        transition);
  }
}

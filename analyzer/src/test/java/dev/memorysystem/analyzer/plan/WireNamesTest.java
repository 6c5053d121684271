package dev.memorysystem.analyzer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names as profiles, agents and stored plans have them. */
class WireNamesTest {
  @Test
  void directivesAreReadAsTheyAreWritten() {
    assertThat(DirectiveKind.values())
        .extracting(DirectiveKind::toString)
        .containsExactly("class_census", "heap_dump", "stack_samples");
    for (DirectiveKind kind : DirectiveKind.values()) {
      assertThat(DirectiveKind.of(kind.toString())).contains(kind);
    }
  }

  @Test
  void soIsWhenSomethingIsLookedAt() {
    assertThat(When.values())
        .extracting(When::toString)
        .containsExactly("Never", "OnSuspicion", "Always");
    for (When when : When.values()) {
      assertThat(When.of(when.toString())).contains(when);
    }
  }

  @Test
  void anotherVersionsNameIsNone() {
    assertThat(DirectiveKind.of("page_walk")).isEmpty();
    assertThat(DirectiveKind.of(null)).isEmpty();
    assertThat(When.of("always")).isEmpty();
    assertThat(When.of(null)).isEmpty();
  }
}

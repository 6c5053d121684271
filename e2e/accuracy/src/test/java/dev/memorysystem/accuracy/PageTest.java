package dev.memorysystem.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void onlyItsOwnSectionIsReplaced() {
    String first = Page.with("# Accuracy\n\nBefore.\n", "one\n");
    String between = first + "\n<!-- corpus: begin -->\nTheirs.\n<!-- corpus: end -->\n";

    assertThat(first)
        .startsWith("# Accuracy\n\nBefore.\n\n" + Page.BEGIN)
        .contains("one\n" + Page.END);
    assertThat(Page.with(between, "two\n")).isEqualTo(between.replace("one\n", "two\n"));
  }
}

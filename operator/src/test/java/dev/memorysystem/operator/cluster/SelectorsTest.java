package dev.memorysystem.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {
  private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "front");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                               | true
          {matchLabels: {app: web}}                                                        | true
          {matchLabels: {app: web, tier: back}}                                            | false
          {matchLabels: {absent: x}}                                                       | false
          {matchExpressions: [{key: app, operator: In, values: [api, web]}]}               | true
          {matchExpressions: [{key: app, operator: In, values: [api]}]}                    | false
          {matchExpressions: [{key: absent, operator: In, values: [api]}]}                 | false
          {matchExpressions: [{key: app, operator: NotIn, values: [api]}]}                 | true
          {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}                 | false
          {matchExpressions: [{key: absent, operator: NotIn, values: [web]}]}              | true
          {matchExpressions: [{key: app, operator: Exists}]}                               | true
          {matchExpressions: [{key: absent, operator: Exists}]}                            | false
          {matchExpressions: [{key: absent, operator: DoesNotExist}]}                      | true
          {matchExpressions: [{key: app, operator: DoesNotExist}]}                         | false
          {matchExpressions: [{key: app, operator: Resembles, values: [web]}]}             | false
          {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: DoesNotExist}]} | false
          """)
  void asKubernetesReadsThem(String selector, boolean matches) {
    assertThat(Selectors.matches(selector(selector), LABELS)).isEqualTo(matches);
  }

  @Test
  void aPodWithoutLabels() {
    assertThat(Selectors.matches(selector("{}"), null)).isTrue();
    assertThat(Selectors.matches(selector("{matchLabels: {app: web}}"), null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                                      | ``
          {matchLabels: {app.kubernetes.io/name: web, tier: ''}}                  | ``
          {matchExpressions: [{key: app, operator: In, values: [a]}]}             | ``
          {matchExpressions: [{key: app, operator: DoesNotExist}]}                | ``
          {matchLabels: {a b: web}}                                               | no label can be named 'a b'
          {matchLabels: {/app: web}}                                              | no label can be named '/app'
          {matchLabels: {app: -web}}                                              | no label can have the value '-web'
          {matchExpressions: [{key: app, operator: In}]}                          | In needs values: {key: app, operator: In, values: [a, b]}
          {matchExpressions: [{key: app, operator: NotIn, values: []}]}           | NotIn needs values: {key: app, operator: NotIn, values: [a, b]}
          {matchExpressions: [{key: app, operator: Exists, values: [a]}]}         | Exists takes no values
          {matchExpressions: [{key: app, operator: NotIn, values: [a, 'b!']}]}    | no label can have the value 'b!'
          """)
  void whatKubernetesWouldRefuse(String selector, String flaw) {
    assertThat(Selectors.flaw(selector(selector)).orElse("")).isEqualTo(flaw);
  }

  private static LabelSelector selector(String yaml) {
    return Serialization.unmarshal("# YAML\n" + yaml, LabelSelector.class);
  }
}

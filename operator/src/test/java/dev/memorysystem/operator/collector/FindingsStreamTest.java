package dev.memorysystem.operator.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.memorysystem.crd.Finding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class FindingsStreamTest {
  @Test
  void ofWhatCannotBeReadTheLogTellsNoContents() {
    String data = "{\"id\": [\"orders.Customer\"]}";
    RuntimeException problem =
        catchRuntimeException(() -> new KubernetesSerialization().unmarshal(data, Finding.class));

    assertThat(FindingsStream.unreadable("finding", data, problem))
        .startsWith("the collector sent a finding of 27 characters that cannot be read: ")
        .doesNotContain("Customer");
  }
}

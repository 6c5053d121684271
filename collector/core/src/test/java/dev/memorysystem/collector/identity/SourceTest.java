package dev.memorysystem.collector.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {
  @ParameterizedTest
  @CsvSource({
    "198.18.0.1, 198.18.0.1",
    "2001:db8:1:2:3:4:5:6, 20010db800010002::/64",
    "2001:db8:1:2::1, 20010db800010002::/64",
    "fe80::1%eth0, fe80000000000000::/64",
    "::ffff:198.18.0.1, 198.18.0.1",
    "no:address, no:address",
    "host, host"
  })
  void oneOwnerIsOneSource(String address, String source) {
    assertThat(Source.of(address)).isEqualTo(source);
  }

  @Test
  void networksAreToldApart() {
    assertThat(Source.of("2001:db8:1:2::1")).isNotEqualTo(Source.of("2001:db8:1:3::1"));
  }
}

package dev.memorysystem.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void readsEveryVariable() {
    var settings =
        Settings.of(
            Map.of(
                "MEMORY_SYSTEM_ENDPOINT", " http://collector:4318/base ",
                "MEMORY_SYSTEM_INTERVAL", "2.5",
                "MEMORY_SYSTEM_MAX_CPU_PERCENT", "1",
                "MEMORY_SYSTEM_MAX_MEMORY_MB", "30",
                "MEMORY_SYSTEM_MAX_PAUSE_MS", "40",
                "MEMORY_SYSTEM_ALLOCATION_SITES", "Never",
                "MEMORY_SYSTEM_CONTAINERS", "Never",
                "MEMORY_SYSTEM_DIR", "/memory-system"));
    assertThat(settings.endpoint()).contains(URI.create("http://collector:4318/base"));
    assertThat(settings.intervalSeconds()).isEqualTo(2.5);
    assertThat(settings.maxCpuFraction()).isEqualTo(0.01);
    assertThat(settings.maxMemoryMib()).isEqualTo(30);
    assertThat(settings.maxPauseMillis()).isEqualTo(40);
    assertThat(settings.allocationSites()).isFalse();
    assertThat(settings.containers()).isFalse();
    assertThat(settings.directory()).contains(Path.of("/memory-system"));
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void hasDefaults() {
    var settings = Settings.of(Map.of("MEMORY_SYSTEM_DIR", "  "));
    assertThat(settings.endpoint()).isEmpty();
    assertThat(settings.intervalSeconds()).isEqualTo(15);
    assertThat(settings.maxCpuFraction()).isEqualTo(0.02);
    assertThat(settings.maxMemoryMib()).isEqualTo(50);
    assertThat(settings.allocationSites()).isTrue();
    assertThat(settings.sampler()).isEqualTo(Settings.Sampler.AUTO);
    assertThat(settings.containers()).isTrue();
    assertThat(settings.directory()).isEmpty();
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void knowsTheSamplersByName() {
    assertThat(Settings.of(Map.of("MEMORY_SYSTEM_SAMPLER", "jfr")).sampler())
        .isEqualTo(Settings.Sampler.JFR);
    assertThat(Settings.of(Map.of("MEMORY_SYSTEM_SAMPLER", " JVMTI ")).sampler())
        .isEqualTo(Settings.Sampler.JVMTI);
    var unknown = Settings.of(Map.of("MEMORY_SYSTEM_SAMPLER", "perf"));
    assertThat(unknown.sampler()).isEqualTo(Settings.Sampler.AUTO);
    assertThat(unknown.problems())
        .containsExactly("MEMORY_SYSTEM_SAMPLER=perf is none of auto, jvmti and jfr, auto is used");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "0", "1e9", "NaN", "15s"})
  void usesTheDefaultForAnUnusableNumberAndSaysSo(String interval) {
    var settings = Settings.of(Map.of("MEMORY_SYSTEM_INTERVAL", interval));
    assertThat(settings.intervalSeconds()).isEqualTo(15);
    assertThat(settings.problems())
        .containsExactly(
            "MEMORY_SYSTEM_INTERVAL=" + interval + " is not a number from 0.1 to 3600, 15 is used");
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector:4318", "ftp://collector", "http://", "http://a b", "%%", ""})
  void hasNoEndpointThatItCannotSendTo(String endpoint) {
    assertThat(Settings.of(Map.of("MEMORY_SYSTEM_ENDPOINT", endpoint)).endpoint()).isEmpty();
  }
}

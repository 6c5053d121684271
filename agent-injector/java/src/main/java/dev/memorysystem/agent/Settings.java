package dev.memorysystem.agent;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The agent's settings, from the MEMORY_SYSTEM_* variables of the environment. A value that cannot
 * be used is replaced by its default and named in {@link #problems()}; the application never hears
 * of it.
 */
public final class Settings {
  /** Seconds between reports. */
  private static final double DEFAULT_INTERVAL = 15;

  private static final double MIN_INTERVAL = 0.1;
  private static final double MAX_INTERVAL = 3_600;

  /** Per cent of one core. */
  private static final double DEFAULT_MAX_CPU = 2;

  /** MiB. */
  private static final double DEFAULT_MAX_MEMORY = 50;

  /** Milliseconds. */
  private static final double DEFAULT_MAX_PAUSE = 200;

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();
  private final Optional<URI> endpoint;
  private final double intervalSeconds;
  private final double maxCpuFraction;
  private final double maxMemoryMib;
  private final double maxPauseMillis;
  private final boolean allocationSites;
  private final Sampler sampler;
  private final boolean containers;
  private final boolean plannedRules;
  private final Set<String> rules;

  private Settings(Map<String, String> environment) {
    this.environment = environment;
    this.endpoint = endpointOf("MEMORY_SYSTEM_ENDPOINT");
    this.intervalSeconds =
        number("MEMORY_SYSTEM_INTERVAL", DEFAULT_INTERVAL, MIN_INTERVAL, MAX_INTERVAL);
    this.maxCpuFraction = number("MEMORY_SYSTEM_MAX_CPU_PERCENT", DEFAULT_MAX_CPU, 0, 100) / 100;
    this.maxMemoryMib =
        number("MEMORY_SYSTEM_MAX_MEMORY_MB", DEFAULT_MAX_MEMORY, 0, Integer.MAX_VALUE);
    this.maxPauseMillis =
        number("MEMORY_SYSTEM_MAX_PAUSE_MS", DEFAULT_MAX_PAUSE, 0, Integer.MAX_VALUE);
    this.allocationSites =
        !"never".equalsIgnoreCase(text("MEMORY_SYSTEM_ALLOCATION_SITES").orElse(""));
    this.sampler = samplerOf("MEMORY_SYSTEM_SAMPLER");
    this.containers = !"never".equalsIgnoreCase(text("MEMORY_SYSTEM_CONTAINERS").orElse(""));
    String named = text("MEMORY_SYSTEM_RULES").orElse("");
    this.plannedRules = !"never".equalsIgnoreCase(named);
    this.rules = plannedRules ? names(named) : Collections.emptySet();
  }

  /** What samples allocations. */
  public enum Sampler {
    /** The native engine, or Flight Recorder where that cannot run. */
    AUTO,
    /** The native engine alone. */
    JVMTI,
    /** Flight Recorder alone: the JVM's only sampler of allocations stays free for others. */
    JFR
  }

  public static Settings of(Map<String, String> environment) {
    return new Settings(environment);
  }

  /** The trimmed value of a variable; absent when it is unset or blank. */
  public Optional<String> text(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::trim)
        .filter(value -> !value.isEmpty());
  }

  /** Base URL of the collector's OTLP/HTTP; absent when there is none that can be used. */
  public Optional<URI> endpoint() {
    return endpoint;
  }

  public double intervalSeconds() {
    return intervalSeconds;
  }

  /** Share of one core that the agent may use. */
  public double maxCpuFraction() {
    return maxCpuFraction;
  }

  public double maxMemoryMib() {
    return maxMemoryMib;
  }

  public double maxPauseMillis() {
    return maxPauseMillis;
  }

  /** Whether sampled allocations may be looked at: everything but `Never`. */
  public boolean allocationSites() {
    return allocationSites;
  }

  /** What is to look at them. */
  public Sampler sampler() {
    return sampler;
  }

  /** Whether the sizes of the application's collections may be looked at: all but `Never`. */
  public boolean containers() {
    return containers;
  }

  /** Whether a plan may have classes changed: all but `Never`. */
  public boolean plannedRules() {
    return plannedRules;
  }

  /** Names of rules that run whatever a plan says. */
  public Set<String> rules() {
    return rules;
  }

  /** Folder the agent may write to. */
  public Optional<Path> directory() {
    return text("MEMORY_SYSTEM_DIR").map(Paths::get);
  }

  /** Folder that heap dumps go to; without it there are none. */
  public Optional<Path> dumps() {
    return text("MEMORY_SYSTEM_DUMPS").map(Paths::get);
  }

  /** The only certificates to be trusted at an https endpoint, PEM. */
  public Optional<Path> caFile() {
    return text("MEMORY_SYSTEM_CA_FILE").map(Paths::get);
  }

  /** The token by which the collector knows this pod. */
  public Optional<Path> tokenFile() {
    return text("MEMORY_SYSTEM_TOKEN_FILE").map(Paths::get);
  }

  /** What was wrong with the environment, in words. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  private double number(String variable, double fallback, double min, double max) {
    Optional<String> text = text(variable);
    if (!text.isPresent()) {
      return fallback;
    }
    try {
      double value = Double.parseDouble(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // falls through to the report below
    }
    problems.add(
        String.format(
            "%s=%s is not a number from %s to %s, %s is used",
            variable, text.get(), plain(min), plain(max), plain(fallback)));
    return fallback;
  }

  private static Set<String> names(String list) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : list.split(",", -1)) {
      if (!name.trim().isEmpty()) {
        names.add(name.trim());
      }
    }
    return Collections.unmodifiableSet(names);
  }

  private Sampler samplerOf(String variable) {
    String text = text(variable).orElse("auto");
    for (Sampler known : Sampler.values()) {
      if (known.name().equalsIgnoreCase(text)) {
        return known;
      }
    }
    problems.add(variable + "=" + text + " is none of auto, jvmti and jfr, auto is used");
    return Sampler.AUTO;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private Optional<URI> endpointOf(String variable) {
    Optional<String> text = text(variable);
    if (!text.isPresent()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.get());
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      boolean https = "https".equalsIgnoreCase(uri.getScheme());
      return (http || https) && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException invalid) {
      return Optional.empty();
    }
  }
}

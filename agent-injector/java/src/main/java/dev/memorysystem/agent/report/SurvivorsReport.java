package dev.memorysystem.agent.report;

import dev.memorysystem.agent.sampler.SurvivorSite;
import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Rung 1 as the body of one record: `memory.survivors`. */
final class SurvivorsReport {
  private SurvivorsReport() {}

  /**
   * @param processSeconds age of the process at the snapshot
   */
  static Value<?> of(
      String sampler, long processSeconds, OptionalLong allocatedBytes, List<SurvivorSite> sites) {
    Map<String, Value<?>> body = new LinkedHashMap<>();
    body.put(Signals.Survivors.SAMPLER, Value.of(sampler));
    body.put(Signals.Survivors.PROCESS_SECONDS, Value.of(processSeconds));
    put(body, Signals.Survivors.ALLOCATED_BYTES, allocatedBytes);
    List<Value<?>> list = new ArrayList<>();
    for (SurvivorSite site : sites) {
      list.add(site(site));
    }
    body.put(Signals.Survivors.SITES, Value.of(list));
    return Value.of(body);
  }

  private static Value<?> site(SurvivorSite site) {
    Map<String, Value<?>> entry = new LinkedHashMap<>();
    entry.put(Signals.Survivors.SITES_TYPE, Value.of(site.type()));
    List<Value<?>> frames = new ArrayList<>();
    for (String frame : site.frames()) {
      frames.add(Value.of(frame));
    }
    entry.put(Signals.Survivors.SITES_FRAMES, Value.of(frames));
    entry.put(Signals.Survivors.SITES_LIVE_COUNT, Value.of(site.liveCount()));
    entry.put(Signals.Survivors.SITES_LIVE_BYTES, Value.of(site.liveBytes()));
    List<Value<?>> ages = new ArrayList<>();
    for (long age : site.ages()) {
      ages.add(Value.of(age));
    }
    entry.put(Signals.Survivors.SITES_AGES, Value.of(ages));
    put(entry, Signals.Survivors.SITES_BIRTHS, site.births());
    put(entry, Signals.Survivors.SITES_DEATHS, site.deaths());
    return Value.of(entry);
  }

  private static void put(Map<String, Value<?>> body, String name, OptionalLong value) {
    if (value.isPresent()) {
      body.put(name, Value.of(value.getAsLong()));
    }
  }
}

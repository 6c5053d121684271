package dev.memorysystem.agent.report;

import dev.memorysystem.vocabulary.Signals;
import io.opentelemetry.api.common.AttributesBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Buffers of java.nio: the memory of direct ones, the number of mapped ones and what bounds it. */
final class Buffers {
  private final Path mappingLimit;

  /**
   * @param proc the mount point of procfs, /proc
   */
  Buffers(Path proc) {
    this.mappingLimit = proc.resolve("sys/vm/max_map_count");
  }

  /** Puts the fields of `memory.live_set` that are known. */
  void read(AttributesBuilder fields) {
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct")) {
        fields.put(Signals.LiveSet.DIRECT_USED, pool.getMemoryUsed());
      } else if (pool.getName().equals("mapped")) {
        fields.put(Signals.LiveSet.MAPPED_COUNT, pool.getCount());
        LiveSetReport.put(fields, Signals.LiveSet.MAPPINGS_LIMIT, mappingLimit());
      }
    }
  }

  /** Read at once: the kernel tells nothing more to who has read a part of a setting. */
  private OptionalLong mappingLimit() {
    try (BufferedReader file = Files.newBufferedReader(mappingLimit, StandardCharsets.US_ASCII)) {
      return OptionalLong.of(Long.parseLong(file.readLine()));
    } catch (IOException | NumberFormatException notToBeSeen) {
      return OptionalLong.empty();
    }
  }
}

package dev.memorysystem.agent.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Resident memory of the process, from /proc/self/status. */
public final class ProcessMemory {
  private static final long KIB = 1024;

  private final Path status;

  /**
   * @param proc the mount point of procfs, /proc
   */
  public ProcessMemory(Path proc) {
    this.status = proc.resolve("self/status");
  }

  /** One reading; what the kernel does not say is absent. */
  public Reading read() {
    String text;
    try {
      text = new String(Files.readAllBytes(status), StandardCharsets.ISO_8859_1);
    } catch (IOException notLinux) {
      text = "";
    }
    return new Reading(kib(text, "VmRSS:"), kib(text, "RssAnon:"));
  }

  private static OptionalLong kib(String text, String key) {
    for (String line : text.split("\n")) {
      if (line.startsWith(key)) {
        String value = line.substring(key.length()).replace("kB", "").trim();
        try {
          return OptionalLong.of(Long.parseLong(value) * KIB);
        } catch (NumberFormatException unknownFormat) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Bytes. */
  public static final class Reading {
    private final OptionalLong resident;
    private final OptionalLong anonymous;

    Reading(OptionalLong resident, OptionalLong anonymous) {
      this.resident = resident;
      this.anonymous = anonymous;
    }

    public OptionalLong resident() {
      return resident;
    }

    public OptionalLong anonymous() {
      return anonymous;
    }
  }
}

package dev.memorysystem.agent.directive;

import dev.memorysystem.agent.os.Scratch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Dumps the heap into the folder that the pod names, redacted.
 *
 * <p>HotSpot writes only files with a name, and with all contents: see ADR 35. So it writes into a
 * folder of this process alone, held by a lock; the moment it has written, the file is opened and
 * its name removed, and it is copied by {@link HprofRedactor}. From then on the kernel itself takes
 * the contents away when the process ends, however it ends. A process that is killed while it dumps
 * leaves the folder behind, until an agent that is given the same folder starts.
 */
final class HeapDumpTask implements Task {
  static final String KIND = "heap_dump";

  /** Bytes that are dumped in a second, before this process has measured it; see ADR 35. */
  static final double ASSUMED_RATE = 200e6;

  /**
   * Bytes of the dump for each of the heap, before it was measured. An object of 16 bytes with one
   * compressed reference takes 33 there, an array of compressed references twice its size.
   */
  private static final double ASSUMED_SIZE = 2.1;

  /** The same where headers of objects are 8 bytes: 25 in the dump for one without fields. */
  private static final double ASSUMED_SIZE_COMPACT = 3.2;

  /** A later dump may hold other objects than the one that was measured; chosen. */
  private static final double SIZE_MARGIN = 1.2;

  /** Bytes of the dump beside objects: symbols and classes. Measured 2 to 3 KiB a class. */
  private static final long SYMBOLS = 8 << 20;

  private static final long PER_CLASS = 3 << 10;

  /** Bytes of heap for the redactor's tables, 500 a class, and its buffers. */
  private static final long TABLES = 8 << 20;

  private static final long TABLES_PER_CLASS = 500;

  /** Bytes that the container must have left, so that pages on their way to the disk find room. */
  private static final long PAGE_CACHE = 64 << 20;

  /** HotSpot wants this suffix. */
  private static final String WHOLE = "whole.hprof";

  private static final String REDACTED = "redacted.hprof";

  /** Characters of a file's name for each part of it: with the time they are fewer than 255. */
  private static final int LONGEST_PART = 110;

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Vm vm;
  private final Optional<Path> folder;
  private final String name;
  private final Calibration speed = new Calibration(ASSUMED_RATE);
  private double size;

  /**
   * @param folder for dumps; a pod that names one consents to the pauses that directives allow
   * @param name of this container, which names of dumps begin with
   */
  HeapDumpTask(Vm vm, Optional<Path> folder, String name) {
    this.vm = vm;
    this.folder = folder;
    this.name = ofFile(name);
    this.size = vm.isSet("UseCompactObjectHeaders") ? ASSUMED_SIZE_COMPACT : ASSUMED_SIZE;
  }

  @Override
  public Result carryOut(Directive directive, Budget budget, Cost cost) throws Exception {
    if (!folder.isPresent()) {
      throw new Refused(
          "MEMORY_SYSTEM_DUMPS is not set: name the folder of a volume that dumps may go to");
    }
    Volume volume = new Volume(folder.get());
    int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    long heap = vm.heapUsed();
    long bytes = (long) (size * heap) + SYMBOLS + PER_CLASS * classes;
    cost.predict(speed.predict(bytes), bytes);
    budget.directiveCoversPause(speed.predict(bytes));
    budget.coversBytes(bytes);
    // as it is and redacted; while HotSpot merges its parts, as it is twice
    volume.has(2 * bytes);
    budget.heapHas(TABLES + TABLES_PER_CLASS * classes);
    budget.containerHas(volume.isMemory() ? 2 * bytes + PAGE_CACHE : PAGE_CACHE);
    Scratch scratch = scratch(folder.get());
    try {
      isNotThereYet(folder.get(), directive);
      if (!speed.isMeasured()) {
        double pause = bytes / Math.min(speed.bytesPerSecond(), volume.speed(scratch.folder()));
        cost.predict(pause, bytes);
        budget.directiveCoversPause(pause);
      }
      return new DumpFile(dump(scratch, directive, heap, cost));
    } finally {
      scratch.close();
    }
  }

  /**
   * What is asked for by a person is done once, and not again by each process that takes over: a
   * container that restarts over and over would stop at each start, and fill its volume.
   */
  private void isNotThereYet(Path folder, Directive directive) throws Refused, IOException {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder, file -> file.getFileName().toString().startsWith(prefix(directive)))) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toMillis() < started) {
          throw new Refused(
              "an earlier process of this container has written "
                  + file
                  + ": ask under another id for another dump");
        }
      }
    }
  }

  private String prefix(Directive directive) {
    return name + "-" + ofFile(directive.id()) + "-";
  }

  /** As a file may be called; of a long one the end, which tells pods and directives apart. */
  private static String ofFile(String text) {
    return text.substring(Math.max(0, text.length() - LONGEST_PART))
        .replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private static Scratch scratch(Path folder) throws Refused {
    try {
      return Scratch.in(folder);
    } catch (IOException | RuntimeException notWritable) {
      throw new Refused(
          "MEMORY_SYSTEM_DUMPS names a folder that cannot be written: " + notWritable);
    }
  }

  private Path dump(Scratch scratch, Directive directive, long heap, Cost cost) throws Exception {
    scratch.removeAtExit(WHOLE, REDACTED);
    Path whole = scratch.folder().resolve(WHOLE);
    Path redacted = scratch.folder().resolve(REDACTED);
    Vm.Stopped<Boolean> stop =
        vm.measure(
            () -> {
              vm.dumpHeap(whole);
              return true;
            });
    cost.measured(stop.seconds);
    try (FileChannel source = FileChannel.open(whole, StandardOpenOption.READ)) {
      Files.delete(whole);
      speed.learn(source.size(), stop.seconds);
      size = SIZE_MARGIN * source.size() / heap;
      try (FileChannel target =
          FileChannel.open(
              redacted,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              OWNER_ONLY)) {
        HprofRedactor.redact(source, target, new Duty());
        target.force(true);
        cost.took(target.size());
      }
    }
    Path file =
        scratch.folder().resolveSibling(prefix(directive) + TIME.format(Instant.now()) + ".hprof");
    return Files.move(redacted, file, StandardCopyOption.ATOMIC_MOVE);
  }
}

package dev.memorysystem.collector.log;

import dev.memorysystem.collector.damage.DamagedCopies;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens to a log that is damaged: the files as they were found are kept beside it, for who
 * wants to look, all that can be read goes on being used, and what is lost is said.
 */
final class DamagedLog {
  private static final System.Logger LOG = System.getLogger(DamagedLog.class.getName());

  private final Path directory;
  private final Path kept;
  private final List<WalFile.Damage> damages = new ArrayList<>();

  DamagedLog(Path directory) {
    this.directory = directory;
    this.kept = DamagedCopies.next(directory);
  }

  /**
   * Looks for damage in the write-ahead log, and takes it out of RocksDB's way.
   *
   * @return whether there was any
   */
  boolean mendWal() throws IOException {
    for (Path file : WalFile.in(directory)) {
      List<WalFile.Damage> found = WalFile.check(file);
      if (!found.isEmpty()) {
        Files.createDirectories(kept);
        Files.copy(file, kept.resolve(file.getFileName()));
        for (WalFile.Damage damage : found) {
          WalFile.blank(damage);
        }
        damages.addAll(found);
      }
    }
    return !damages.isEmpty();
  }

  /** Says what of the write-ahead log is lost. */
  void tell(long first, long end, List<long[]> missing) {
    String gaps =
        missing.isEmpty()
            ? "none of those before"
            : missing.stream()
                .map(gap -> "entries %d to %d".formatted(gap[0], gap[1] - 1))
                .collect(Collectors.joining(", "));
    boolean tail = damages.stream().anyMatch(WalFile.Damage::tail);
    LOG.log(
        Level.ERROR,
        "the signal log in {0} was damaged: {1}. Entries {2} to {3} are there; lost: {4}{5}. The"
            + " damaged files are kept in {6}; check the disk, and delete them when you no longer"
            + " need them ({7})",
        directory,
        damages.stream().map(WalFile.Damage::toString).collect(Collectors.joining(", ")),
        first,
        end - 1,
        gaps,
        tail ? ", and what followed the last of them, if anything was acknowledged" : "",
        kept,
        DamagedCopies.removeOld(directory));
  }

  /** A log that cannot be opened at all is put aside whole. */
  void moveAside(Exception why) throws IOException {
    Files.move(directory, kept);
    Files.createDirectories(directory);
    LOG.log(
        Level.ERROR,
        "the signal log in {0} is damaged and cannot be opened ({1}). It is kept as {2}; what it"
            + " held and was not yet analysed is lost. A new one is begun; check the disk, and"
            + " delete the old one when you no longer need it ({3})",
        directory,
        why.getMessage(),
        kept,
        DamagedCopies.removeOld(directory));
  }

  /** Where the log lies after {@link #moveAside}. */
  Path kept() {
    return kept;
  }
}

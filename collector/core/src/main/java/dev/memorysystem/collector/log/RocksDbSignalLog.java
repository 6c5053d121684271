package dev.memorysystem.collector.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The embedded signal log: RocksDB with synced writes and group commit. One thread takes whatever
 * is queued, writes it as one batch with one fsync of the write-ahead log, then completes the
 * futures: under load the cost of a sync is shared, at rest nobody waits for company.
 *
 * <p>Keys: {@code 'e' + offset} (8 bytes, big endian) for entries, {@code 'n'} for the lowest
 * offset the next entry may have, so that a fully truncated log does not start over. A torn tail of
 * the write-ahead log is dropped on open (point-in-time recovery): it was never acknowledged. What
 * else is damaged is kept aside, said, and left out ({@link DamagedLog}); offsets then go on from
 * the microseconds since 1970, which counting cannot have reached, so that no new entry gets the
 * offset of a lost one.
 */
public final class RocksDbSignalLog implements SignalLog {
  private static final System.Logger LOG = System.getLogger(RocksDbSignalLog.class.getName());

  /** Entries written under one fsync at most. */
  private static final int MAX_BATCH = 1024;

  /** Bytes: one memtable; two of them and the WAL bound what RocksDB holds in memory. */
  private static final long WRITE_BUFFER = 4L << 20;

  /**
   * Bytes the volume must have free for an append. Room for the stores to commit and for RocksDB to
   * flush: with none left RocksDB stalls, and nothing could be folded and truncated either.
   */
  static final long MIN_FREE = 32L << 20;

  /** A stalled write (memtables full, flush not done) is tried again after this. */
  private static final Duration STALL_RETRY = Duration.ofMillis(20);

  /** How long a write may be stalled before its senders are told to come back. */
  private static final Duration MAX_STALL = Duration.ofSeconds(5);

  private static final long MAX_WAL = 32L << 20;
  private static final long BLOCK_CACHE = 1L << 20;

  /** Larger stretches of offsets were skipped after an earlier damage, not lost. */
  private static final long MAX_LOST = 1L << 40;

  private static final byte[] NEXT_KEY = {'n'};
  private static final Pending STOP = new Pending(new byte[0], new CompletableFuture<>());

  private final LogObserver observer;
  private final Path directory;
  private final long minFree;
  private final LRUCache cache;
  private final Options options;
  private final WriteOptions synced;
  private DirectoryLock directoryLock;
  private final RocksDB db;
  private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Thread writer;

  /** Held for reading around every use of {@link #db}, for writing to close it. */
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

  private final ReentrantLock grown = new ReentrantLock();
  private final Condition hasGrown = grown.newCondition();
  private final ReentrantLock appending = new ReentrantLock();
  private boolean accepting = true;
  private boolean closed;
  private volatile long end;

  private record Pending(byte[] value, CompletableFuture<Long> done) {}

  /**
   * Opens or creates a log.
   *
   * @param directory created when missing; one process at a time may use it
   * @throws IOException when the directory cannot be written or is in use
   */
  public RocksDbSignalLog(Path directory, LogObserver observer) throws IOException {
    this(directory, observer, MIN_FREE);
  }

  RocksDbSignalLog(Path directory, LogObserver observer, long minFree) throws IOException {
    this.observer = observer;
    this.directory = directory;
    this.minFree = minFree;
    RocksNative.load();
    Files.createDirectories(directory);
    directoryLock = new DirectoryLock(directory);
    cache = new LRUCache(BLOCK_CACHE);
    options =
        new Options()
            .setCreateIfMissing(true)
            .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
            .setWriteBufferSize(WRITE_BUFFER)
            .setMaxWriteBufferNumber(2)
            .setMaxTotalWalSize(MAX_WAL)
            .setMaxBackgroundJobs(2)
            .setMaxOpenFiles(64)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2)
            .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache));
    synced = new WriteOptions().setSync(true).setNoSlowdown(true);
    try {
      db = open();
    } catch (IOException e) {
      closeOptions();
      directoryLock.close();
      throw e;
    }
    writer = Thread.ofPlatform().daemon().name("signal-log").start(this::write);
  }

  private RocksDB open() throws IOException {
    DamagedLog damaged = new DamagedLog(directory);
    boolean mended = damaged.mendWal();
    if (mended) {
      options.setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords);
    }
    try {
      RocksDB opened = RocksDB.open(options, directory.toString());
      try {
        opened.verifyChecksum();
        end = findEnd(opened);
        if (mended) {
          damaged.tell(first(opened, end), end, missing(opened, end));
          skipAhead(opened);
        }
        return opened;
      } catch (RocksDBException e) {
        opened.close();
        throw e;
      }
    } catch (RocksDBException e) {
      if (!isDamage(e)) {
        throw cannotOpen(e);
      }
      damaged.moveAside(e);
      directoryLock.close();
      directoryLock = new DirectoryLock(directory);
      try {
        RocksDB fresh = RocksDB.open(options, directory.toString());
        skipAhead(fresh);
        return fresh;
      } catch (RocksDBException again) {
        throw cannotOpen(again);
      }
    }
  }

  private IOException cannotOpen(RocksDBException e) {
    return new IOException(
        "cannot open the signal log in %s (%s): it may be in use by another collector, or not writable"
            .formatted(directory, e.getMessage()),
        e);
  }

  private static boolean isDamage(RocksDBException e) {
    return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
  }

  private void skipAhead(RocksDB opened) throws RocksDBException {
    end = Math.max(end, TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
    opened.put(synced, NEXT_KEY, ByteBuffer.allocate(Long.BYTES).putLong(end).array());
  }

  /** Stretches of offsets, from (inclusive) and to (exclusive), of which there is no entry. */
  private static List<long[]> missing(RocksDB opened, long end) throws RocksDBException {
    List<long[]> gaps = new ArrayList<>();
    try (RocksIterator iterator = opened.newIterator()) {
      long expected = -1;
      for (iterator.seek(key(0)); isEntry(iterator); iterator.next()) {
        long offset = offset(iterator.key());
        if (expected >= 0 && offset > expected && offset - expected < MAX_LOST) {
          gaps.add(new long[] {expected, offset});
        }
        expected = offset + 1;
      }
      iterator.status();
      if (expected >= 0 && expected < end) {
        gaps.add(new long[] {expected, end});
      }
    }
    return gaps;
  }

  @Override
  public CompletableFuture<Long> append(SignalKind kind, Instant receivedAt, byte[] payload) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    appending.lock();
    try {
      if (accepting) {
        queue.add(new Pending(LogEntry.encode(kind, receivedAt, payload), done));
      } else {
        done.completeExceptionally(new IOException("the signal log is closed"));
      }
    } finally {
      appending.unlock();
    }
    return done;
  }

  @Override
  public List<LogEntry> read(long from, int maxEntries, long maxBytes, Duration wait)
      throws IOException, InterruptedException {
    awaitEnd(from, wait);
    List<LogEntry> entries = new ArrayList<>();
    open.readLock().lock();
    try {
      if (closed || from >= end) {
        return entries;
      }
      long limit = end;
      long bytes = 0;
      try (RocksIterator iterator = db.newIterator()) {
        for (iterator.seek(key(from));
            isEntry(iterator) && entries.size() < maxEntries && bytes < maxBytes;
            iterator.next()) {
          long offset = offset(iterator.key());
          if (offset >= limit) {
            break; // written, but its fsync has not been reported yet
          }
          LogEntry entry = LogEntry.decode(offset, iterator.value());
          bytes += entry.payload().length;
          entries.add(entry);
        }
        iterator.status();
      }
      return entries;
    } catch (RocksDBException | RuntimeException e) {
      throw new IOException("cannot read the signal log from offset " + from, e);
    } finally {
      open.readLock().unlock();
    }
  }

  private void awaitEnd(long from, Duration wait) throws InterruptedException {
    grown.lockInterruptibly();
    try {
      long nanos = wait.toNanos();
      while (from >= end && nanos > 0) {
        nanos = hasGrown.awaitNanos(nanos);
      }
    } finally {
      grown.unlock();
    }
  }

  @Override
  public long firstOffset() throws IOException {
    open.readLock().lock();
    try {
      if (closed) {
        throw new IOException("the signal log is closed");
      }
      return Math.min(first(db, end), end);
    } catch (RocksDBException e) {
      throw new IOException("cannot read the signal log", e);
    } finally {
      open.readLock().unlock();
    }
  }

  @Override
  public long endOffset() {
    return end;
  }

  @Override
  public void truncateBefore(long offset) throws IOException {
    long before = Math.min(offset, end);
    open.readLock().lock();
    try (WriteBatch batch = new WriteBatch()) {
      if (closed) {
        throw new IOException("the signal log is closed");
      }
      batch.deleteRange(key(0), key(before));
      batch.put(NEXT_KEY, ByteBuffer.allocate(Long.BYTES).putLong(before).array());
      writeUnlessStalled(batch);
    } catch (RocksDBException e) {
      throw new IOException("cannot truncate the signal log before offset " + offset, e);
    } finally {
      open.readLock().unlock();
    }
  }

  @Override
  public void close() {
    appending.lock();
    try {
      if (!accepting) {
        return;
      }
      accepting = false;
      queue.add(STOP);
    } finally {
      appending.unlock();
    }
    joinWriter();
    open.writeLock().lock();
    try {
      closed = true;
      db.close();
      closeOptions();
      directoryLock.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the lock of the signal log did not close cleanly", e);
    } finally {
      open.writeLock().unlock();
    }
  }

  private void joinWriter() {
    boolean interrupted = false;
    while (true) {
      try {
        writer.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeOptions() {
    synced.close();
    options.close();
    cache.close();
  }

  /** The writer thread: take what is there, sync once, tell everyone. */
  private void write() {
    List<Pending> batch = new ArrayList<>();
    boolean stopping = false;
    while (!stopping) {
      batch.clear();
      batch.add(takeOne());
      queue.drainTo(batch, MAX_BATCH - 1);
      stopping = batch.remove(STOP);
      if (!batch.isEmpty()) {
        commit(batch);
      }
    }
  }

  private Pending takeOne() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // this thread stops by STOP alone, after everything queued before it
      }
    }
  }

  private void commit(List<Pending> entries) {
    long first = end;
    long start = System.nanoTime();
    try (WriteBatch batch = new WriteBatch()) {
      requireFreeSpace();
      long offset = first;
      for (Pending entry : entries) {
        batch.put(key(offset++), entry.value());
      }
      writeUnlessStalled(batch);
    } catch (RocksDBException | IOException e) {
      IOException failure = new IOException("cannot write the signal log: " + e.getMessage(), e);
      observer.failed(entries.size(), failure);
      entries.forEach(entry -> entry.done().completeExceptionally(failure));
      return;
    }
    observer.synced(entries.size(), Duration.ofNanos(System.nanoTime() - start));
    advance(first + entries.size());
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).done().complete(first + i);
    }
  }

  private void requireFreeSpace() throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    if (free < minFree) {
      throw new IOException(
          "only %d bytes are free on the volume of the data directory, %d are needed; enlarge it or keep things for a shorter time"
              .formatted(free, minFree));
    }
  }

  /** RocksDB would block for as long as a stall lasts, for ever on a full disk. */
  private void writeUnlessStalled(WriteBatch batch) throws RocksDBException {
    long start = System.nanoTime();
    while (true) {
      try {
        db.write(synced, batch);
        return;
      } catch (RocksDBException e) {
        if (!isStall(e) || System.nanoTime() - start > MAX_STALL.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(STALL_RETRY.toNanos());
      }
    }
  }

  private static boolean isStall(RocksDBException e) {
    return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Incomplete;
  }

  private void advance(long newEnd) {
    grown.lock();
    try {
      end = newEnd;
      hasGrown.signalAll();
    } finally {
      grown.unlock();
    }
  }

  private static long first(RocksDB db, long otherwise) throws RocksDBException {
    try (RocksIterator iterator = db.newIterator()) {
      iterator.seek(key(0));
      long first = isEntry(iterator) ? offset(iterator.key()) : otherwise;
      iterator.status();
      return first;
    }
  }

  private static long findEnd(RocksDB db) throws RocksDBException {
    byte @Nullable [] next = db.get(NEXT_KEY);
    long floor = next == null ? 0 : ByteBuffer.wrap(next).getLong();
    try (RocksIterator iterator = db.newIterator()) {
      iterator.seekForPrev(key(Long.MAX_VALUE));
      long last = isEntry(iterator) ? offset(iterator.key()) : -1;
      iterator.status();
      return Math.max(floor, last + 1);
    }
  }

  private static boolean isEntry(RocksIterator iterator) {
    return iterator.isValid() && iterator.key()[0] == 'e';
  }

  private static byte[] key(long offset) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) 'e').putLong(offset).array();
  }

  private static long offset(byte[] key) {
    return ByteBuffer.wrap(key, 1, Long.BYTES).getLong();
  }
}

package dev.memorysystem.agent.gc;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.memorysystem.agent.Jdk;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Follows the collectors by the notifications of their beans. Heap use is that of the whole heap
 * directly after a collection: the old pool's own "collection usage" stays 0 under G1 and Serial
 * until an old-generation cycle runs.
 */
public final class GcWatcher implements NotificationListener {
  private final List<GarbageCollectorMXBean> collectors;
  private final Set<String> heapPools = new HashSet<>();
  private final @Nullable MemoryPoolMXBean g1OldPool;
  private final Listener listener;
  private final LiveSetFloor floor;
  private final G1Cycles g1 = new G1Cycles();
  private final boolean reportsMixed;
  private final Allocations allocations = new Allocations();
  private long g1OldUsage;

  private GcWatcher(List<GarbageCollectorMXBean> collectors, Listener listener) {
    this.collectors = collectors;
    this.listener = listener;
    MemoryPoolMXBean oldPool = null;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        heapPools.add(pool.getName());
      }
      if (pool.getName().equals("G1 Old Gen")) {
        oldPool = pool;
      }
    }
    this.g1OldPool = oldPool;
    this.g1OldUsage = oldUsageAfterOldCollection();
    // JDK 11+ updates the old pool's collection usage at mixed collections too (JDK-8195115)
    this.reportsMixed = Jdk.release() > 8;
    this.floor = new LiveSetFloor(oldCyclesSoFar());
  }

  /** Told of every collection, on the thread that delivers the JVM's notifications. */
  public interface Listener {
    void collected(String collector, String action, double seconds);
  }

  /** Registers at every collector bean that tells of its collections. */
  public static GcWatcher start(Listener listener) {
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    GcWatcher watcher = new GcWatcher(collectors, listener);
    for (GarbageCollectorMXBean collector : collectors) {
      if (collector instanceof NotificationEmitter) {
        ((NotificationEmitter) collector).addNotificationListener(watcher, null, null);
      }
    }
    return watcher;
  }

  /** Whether the collectors tell of their collections: that is the module jdk.management's part. */
  public boolean isTold() {
    try {
      Class<?> telling = Class.forName("com.sun.management.GarbageCollectorMXBean");
      return collectors.stream().anyMatch(telling::isInstance);
    } catch (ClassNotFoundException noModule) {
      return false;
    }
  }

  /** Takes the listeners off. */
  public void stop() {
    for (GarbageCollectorMXBean collector : collectors) {
      if (collector instanceof NotificationEmitter) {
        try {
          ((NotificationEmitter) collector).removeNotificationListener(this);
        } catch (javax.management.ListenerNotFoundException gone) {
          // nothing to take off
        }
      }
    }
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // this thread is the JVM's own
  public void handleNotification(Notification notification, @Nullable Object handback) {
    try {
      if (GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION.equals(
          notification.getType())) {
        collected(
            GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()));
      }
    } catch (Throwable missed) {
      // one collection less is known of
    }
  }

  private void collected(GarbageCollectionNotificationInfo info) {
    listener.collected(
        info.getGcName(), info.getGcAction(), info.getGcInfo().getDuration() / 1_000.0);
    Map<String, MemoryUsage> after = info.getGcInfo().getMemoryUsageAfterGc();
    long heapAfter = heapUse(after);
    CollectorKind kind = CollectorKind.of(info.getGcName(), info.getGcAction());
    if (kind != CollectorKind.PAUSE) {
      allocations.collected(heapUse(info.getGcInfo().getMemoryUsageBeforeGc()), heapAfter);
    }
    switch (kind) {
      case YOUNG:
        floor.collected(heapAfter);
        if (g1OldPool != null) {
          complete(g1.young(heapAfter, isMixed(info.getGcInfo().getMemoryUsageBeforeGc(), after)));
        }
        break;
      case OLD:
        floor.collected(heapAfter);
        floor.oldCycleCompleted(heapAfter);
        g1.full();
        g1OldUsage = oldUsageAfterOldCollection();
        break;
      case G1_MARKING:
        complete(g1.markingPause());
        g1OldUsage = oldUsageAfterOldCollection();
        break;
      case PAUSE:
        break;
    }
  }

  private void complete(OptionalLong cycleFloor) {
    if (cycleFloor.isPresent()) {
      floor.oldCycleCompleted(cycleFloor.getAsLong());
    }
  }

  private long heapUse(Map<String, MemoryUsage> pools) {
    long sum = 0;
    for (Map.Entry<String, MemoryUsage> pool : pools.entrySet()) {
      if (heapPools.contains(pool.getKey())) {
        sum += pool.getValue().getUsed();
      }
    }
    return sum;
  }

  private boolean isMixed(Map<String, MemoryUsage> before, Map<String, MemoryUsage> after) {
    if (!reportsMixed) {
      MemoryUsage oldBefore = before.get("G1 Old Gen");
      MemoryUsage oldAfter = after.get("G1 Old Gen");
      return oldBefore != null && oldAfter != null && oldAfter.getUsed() < oldBefore.getUsed();
    }
    long usage = oldUsageAfterOldCollection();
    boolean changed = usage != g1OldUsage;
    g1OldUsage = usage;
    return changed;
  }

  private long oldUsageAfterOldCollection() {
    MemoryUsage usage = g1OldPool == null ? null : g1OldPool.getCollectionUsage();
    return usage == null ? 0 : usage.getUsed();
  }

  /** Cycles before the agent was loaded. Mixed collections of older JDKs left no count. */
  private long oldCyclesSoFar() {
    long cycles = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      long count = Math.max(0, collector.getCollectionCount());
      CollectorKind kind = CollectorKind.of(collector.getName(), "");
      if (kind == CollectorKind.OLD) {
        cycles += count;
      } else if (kind == CollectorKind.G1_MARKING) {
        cycles += count / 2;
      }
    }
    return cycles;
  }

  /** Completed old-generation cycles since process start; from any thread. */
  public long oldCycles() {
    return floor.oldCycles();
  }

  /** What was collected since the last call, and the counters since process start. */
  public Reading read() {
    LiveSetFloor.Window window = floor.next();
    long collections = 0;
    long pauseMillis = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      String name = collector.getName();
      if (CollectorKind.of(name, "").countsCollections()) {
        collections += Math.max(0, collector.getCollectionCount());
      }
      if (CollectorKind.isPauseTime(name)) {
        pauseMillis += Math.max(0, collector.getCollectionTime());
      }
    }
    return new Reading(window, collections, pauseMillis / 1_000.0, allocations.bytes());
  }

  /** The live set as the collectors saw it within one interval. Bytes and seconds. */
  public static final class Reading {
    private final LiveSetFloor.Window window;
    private final long collections;
    private final double pauseSeconds;
    private final long allocated;

    Reading(LiveSetFloor.Window window, long collections, double pauseSeconds, long allocated) {
      this.window = window;
      this.collections = collections;
      this.pauseSeconds = pauseSeconds;
      this.allocated = allocated;
    }

    /** Smallest heap use directly after a collection of this interval. */
    public OptionalLong floor() {
      return window.floor;
    }

    /** Smallest heap use directly after an old-generation cycle of this interval. */
    public OptionalLong oldFloor() {
      return window.oldFloor;
    }

    /** Completed old-generation cycles since process start. */
    public long oldCycles() {
      return window.oldCycles;
    }

    /** Completed collections since process start. */
    public long collections() {
      return collections;
    }

    /** Pause time since process start. */
    public double pauseSeconds() {
      return pauseSeconds;
    }

    /** Bytes seen to be allocated between collections since the agent was loaded. */
    public long allocated() {
      return allocated;
    }
  }
}

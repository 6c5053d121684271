package dev.memorysystem.analyzer.track;

import dev.memorysystem.analyzer.detect.Growth;
import dev.memorysystem.analyzer.detect.Judgement;
import dev.memorysystem.analyzer.detect.Subject;
import dev.memorysystem.analyzer.detect.Words;
import dev.memorysystem.analyzer.finding.LeakKind;

/** The sentences of a finding about a resource beside the heap. */
final class ResourceWording {
  private ResourceWording() {}

  static String reason(LeakKind kind, Judgement judgement, Growth growth) {
    Subject subject = Subject.of(kind);
    return "%s grows by %s (95 %% interval %s to %s): from %s to %s in %s, across %d old-generation cycles. %s"
        .formatted(
            subject.start(),
            subject.rate(growth.bytesPerHour()),
            subject.rate(growth.low()),
            subject.rate(growth.high()),
            subject.amount(growth.first()),
            subject.amount(growth.last()),
            Words.duration(growth.seconds()),
            growth.oldCycles(),
            judgement.reason());
  }

  static String look(LeakKind kind) {
    return switch (kind) {
      case THREAD ->
          "Take two thread dumps some minutes apart (jcmd PID Thread.print) and look for the names that multiply: usually an executor or a client that is made for each request and never shut down.";
      case METASPACE ->
          "Compare two listings of class loaders taken some time apart (jcmd PID VM.classloader_stats): usually a loader that a listener, a thread or a thread-local still holds, or classes generated for each request.";
      case DIRECT_BUFFER ->
          "Find who keeps direct buffers reachable, in a heap dump by java.nio.DirectByteBuffer: usually buffers that are made for each request and kept by a collection, a pool without a bound, or a thread-local.";
      case MAPPED_BUFFER ->
          "See which files are mapped again and again (/proc/PID/maps), and find who maps them: usually a FileChannel.map for each request, whose buffer a collection keeps. Closing the channel unmaps nothing: a buffer is unmapped when it is garbage and collected, or, from Java 22 on, with the Arena it was mapped in. Map a file once and share it. At the limit of mappings (vm.max_map_count), threads and libraries among them, FileChannel.map fails with \"Map failed\", and so may what else the process maps.";
      default ->
          "Look for what is closed by hand and is not: inflaters and deflaters, native libraries' handles. Started with -XX:NativeMemoryTracking=summary, the JVM says what it takes itself (jcmd PID VM.native_memory), and this finding names which part of that grows.";
    };
  }

  static String wrong(LeakKind kind) {
    return switch (kind) {
      case THREAD ->
          " This may be wrong if a pool has a bound that it has not reached yet, or if the load is still rising.";
      case METASPACE ->
          " This may be wrong if parts of the application are still being used for the first time.";
      case DIRECT_BUFFER ->
          " This may be wrong if a buffer pool has a bound that it has not reached yet.";
      case MAPPED_BUFFER ->
          " This may be wrong if the files are needed and older ones will be deleted: segments of a search index, or of a log until its retention ends.";
      default ->
          " This may be wrong if it is the allocator that keeps what was freed: if jcmd PID System.trim_native_heap, or fewer arenas (MALLOC_ARENA_MAX=2), gives it back, nothing leaks.";
    };
  }
}

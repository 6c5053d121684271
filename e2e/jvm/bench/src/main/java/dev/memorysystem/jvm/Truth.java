package dev.memorysystem.jvm;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What holds the leaked objects of each program in {@code graphs}, by the one's class. */
final class Truth {
  private static final String PACKAGE = "graphs.";

  /** Any of them is right: the field nearest to the objects, or the method whose variable it is. */
  private static final Map<String, Set<String>> HOLDERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("InHashMap", Set.of("InHashMap.SESSIONS")),
              Map.entry("InConcurrentMap", Set.of("InConcurrentMap.AUDIT_BY_TENANT")),
              Map.entry("InArrayList", Set.of("InArrayList.HISTORY")),
              Map.entry("InDeque", Set.of("InDeque.UNDO")),
              Map.entry("InLinkedList", Set.of("InLinkedList.JOURNAL")),
              Map.entry("InUnboundedLru", Set.of("InUnboundedLru.RENDERED")),
              Map.entry("InTreeMap", Set.of("InTreeMap.BY_TIME")),
              Map.entry("InStaticArray", Set.of("InStaticArray.slots")),
              Map.entry("InThreadLocal", Set.of("InThreadLocal.CONTEXT")),
              Map.entry("InInheritedThreadLocal", Set.of("InInheritedThreadLocal.BAGGAGE")),
              Map.entry("InExecutorQueue", Set.of("InExecutorQueue.MAILS")),
              Map.entry("InTimer", Set.of("InTimer.REMINDERS")),
              Map.entry("InScheduler", Set.of("InScheduler.TIMEOUTS")),
              Map.entry("InClassLoader", Set.of("PluginLoader.resources")),
              Map.entry("Plugin", Set.of("Plugin.LOADED")),
              Map.entry("InListeners", Set.of("InListeners.LISTENERS")),
              Map.entry("InDeepChain", Set.of("InDeepChain.FIRST")),
              Map.entry("InWeakMap", Set.of("InWeakMap.METADATA")),
              Map.entry("InEnumMap", Set.of("InEnumMap.WINDOWS")),
              Map.entry("InInnerClasses", Set.of("InInnerClasses.current")),
              Map.entry(
                  "InSegments",
                  Set.of(
                      "InSegments.FRAGMENTS",
                      "InSegments$Cache.segments",
                      "InSegments$Segment.table")),
              Map.entry("OnStack", Set.of("OnStack.consume")),
              Map.entry("OnDeepStack", Set.of("OnDeepStack.interpret")),
              Map.entry("ByMonitor", Set.of("ByMonitor$Region.guarded")),
              Map.entry("ByNativeCode", Set.of("ByNativeCode$Peer.callbacks")),
              Map.entry("InThreadObject", Set.of("InThreadObject$Worker.backlog")),
              Map.entry("DeepInSingleton", Set.of("DeepInSingleton$Context.managed")),
              Map.entry(
                  "InOneOfMany", Set.of("InOneOfMany$Tenant.invoices", "InOneOfMany.BY_NUMBER"))));

  /** Code that all programs share. */
  private static final Set<String> SHARED = Set.of("Leaked", "Program", "Service", "Native");

  private static final Pattern FRAME = Pattern.compile("graphs\\.(\\w+)[.$].*");

  private Truth() {}

  /** The programs. */
  static Set<String> graphs() {
    return HOLDERS.keySet();
  }

  /** Whether it holds what the program leaks: a field or a method, with its class's whole name. */
  static boolean isRight(String graph, String holder) {
    return holder.startsWith(PACKAGE)
        && holders(graph).contains(holder.substring(PACKAGE.length()));
  }

  /** The fields and methods that do, without their classes' packages. */
  static Set<String> holders(String graph) {
    return HOLDERS.getOrDefault(graph, Set.of());
  }

  /** Of which program an allocation's stack is, innermost frame first. */
  static Optional<String> graph(Iterable<String> frames) {
    for (String frame : frames) {
      Matcher matcher = FRAME.matcher(frame);
      if (matcher.matches() && !SHARED.contains(matcher.group(1))) {
        return HOLDERS.containsKey(matcher.group(1))
            ? Optional.of(matcher.group(1))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}

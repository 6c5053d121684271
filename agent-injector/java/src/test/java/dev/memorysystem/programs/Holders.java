package dev.memorysystem.programs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Ways to hold an object; each has many of its own class, of which tests look for some. */
public final class Holders {
  /** Held in one way, some thousand times. */
  public static class Leaked {
    public final Object inner = new long[3];
    public final String name = "leaked " + System.nanoTime();
  }

  public static final Map<Object, Object> HASH_MAP = new HashMap<>();
  public static final Map<Object, Object> KEYS = new HashMap<>();
  public static final Map<Object, Object> ORDERED = new LinkedHashMap<>();
  public static final Map<Object, Object> IDENTITY = new IdentityHashMap<>();
  public static final Map<Object, Object> TREE = Collections.synchronizedMap(new TreeMap<>());
  public static final Map<Object, Object> CONCURRENT = new ConcurrentHashMap<>();
  public static final Map<Object, Object> SKIP_LIST = new ConcurrentSkipListMap<>();

  /** Keys of one hash: bins become trees. */
  public static final Map<Object, Object> TREE_BINS = new HashMap<>();

  public static final Map<Object, Object> CONCURRENT_TREE_BINS = new ConcurrentHashMap<>();
  public static final List<Object> ARRAY_LIST = new ArrayList<>();
  public static final List<Object> LINKED_LIST = new LinkedList<>();
  public static final List<Object> COPIED = new CopyOnWriteArrayList<>();
  public static final Set<Object> SET = Collections.unmodifiableSet(new LinkedHashSet<>(some()));
  public static final Deque<Object> DEQUE = new ArrayDeque<>();
  public static final LinkedBlockingQueue<Object> QUEUE = new LinkedBlockingQueue<>();
  public static final ConcurrentLinkedQueue<Object> LINKED_QUEUE = new ConcurrentLinkedQueue<>();
  public static final ConcurrentLinkedDeque<Object> LINKED_DEQUE = new ConcurrentLinkedDeque<>();
  public static final Map<String, Map<String, List<Object>>> NESTED = new HashMap<>();
  public static final AtomicReference<Optional<Owner>> OWNER =
      new AtomicReference<>(Optional.of(new Owner()));
  public static final ThreadLocal<List<Object>> LOCAL = ThreadLocal.withInitial(ArrayList::new);
  public static final Object[][] TABLE = new Object[100][];
  private static Chain chain = new Chain(null, null);
  private static Chain far = new Chain(new Leaked(), null);
  private static Scope scope = new Scope(null, null);

  /** Of whom one has much. */
  public static final Map<Integer, Tenant> TENANTS = new HashMap<>();

  /** Whose entries are not those of a map. */
  public static final Index INDEX = new Index();

  /** Has a hash table. */
  public static final class Index {
    private final Types types = new Types();
  }

  /** A hash table of its own, as libraries have them for speed. */
  static final class Types {
    private final Entry[] buckets = new Entry[64];

    /** One of a chain. */
    static final class Entry {
      final Object value;
      final Entry next;

      Entry(Object value, Entry next) {
        this.value = value;
        this.next = next;
      }
    }

    void add(int hash, Object value) {
      int bucket = hash % buckets.length;
      buckets[bucket] = new Entry(value, buckets[bucket]);
    }
  }

  private Holders() {}

  /** Behind some references. */
  public static final class Owner {
    final List<Object> owned = some();
  }

  /** A list of its own. */
  public static final class Chain {
    final Object payload;
    final Chain next;

    public Chain(Object payload, Chain next) {
      this.payload = payload;
      this.next = next;
    }
  }

  /** By turns with another class, as an inner class and the one around it. */
  public static final class Scope {
    final Object payload;
    final Link outer;

    Scope(Object payload, Link outer) {
      this.payload = payload;
      this.outer = outer;
    }
  }

  /** From one scope to the next. */
  public static final class Link {
    final Scope scope;

    Link(Scope scope) {
      this.scope = scope;
    }
  }

  /** One of many. */
  public static final class Tenant {
    final List<Object> orders = new ArrayList<>();
  }

  /** All such keys fall into one bin. */
  static final class BadKey implements Comparable<BadKey> {
    private final int number;

    BadKey(int number) {
      this.number = number;
    }

    @Override
    public int hashCode() {
      return 7;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BadKey && ((BadKey) other).number == number;
    }

    @Override
    public int compareTo(BadKey other) {
      return Integer.compare(number, other.number);
    }
  }

  private static List<Object> some() {
    List<Object> some = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      some.add(new Leaked());
    }
    return some;
  }

  /** Fills them all, and returns one object that each holds, by the holder's name. */
  public static Map<String, Object> fill() {
    Map<String, Object> held = new LinkedHashMap<>();
    for (int i = 0; i < 5_000; i++) {
      boolean last = i == 4_321;
      HASH_MAP.put(i, keep(held, last, "HASH_MAP"));
      KEYS.put(keep(held, last, "KEYS"), i);
      ORDERED.put(i, keep(held, last, "ORDERED"));
      IDENTITY.put(new Object(), keep(held, last, "IDENTITY"));
      TREE.put(i, keep(held, last, "TREE"));
      CONCURRENT.put(i, keep(held, last, "CONCURRENT"));
      SKIP_LIST.put(i, keep(held, last, "SKIP_LIST"));
      TREE_BINS.put(new BadKey(i % 500), keep(held, i == 4_900, "TREE_BINS"));
      CONCURRENT_TREE_BINS.put(new BadKey(i % 500), keep(held, i == 4_900, "CONCURRENT_TREE_BINS"));
      ARRAY_LIST.add(keep(held, last, "ARRAY_LIST"));
      INDEX.types.add(i, keep(held, last, "Index.types"));
      LINKED_LIST.add(keep(held, last, "LINKED_LIST"));
      DEQUE.add(keep(held, last, "DEQUE"));
      QUEUE.add(keep(held, last, "QUEUE"));
      LINKED_QUEUE.add(keep(held, last, "LINKED_QUEUE"));
      LINKED_DEQUE.add(keep(held, last, "LINKED_DEQUE"));
      LOCAL.get().add(keep(held, last, "LOCAL"));
      chain = new Chain(keep(held, last, "chain"), chain);
      scope = new Scope(keep(held, last, "scope"), new Link(scope));
      NESTED
          .computeIfAbsent("a" + i % 10, key -> new HashMap<>())
          .computeIfAbsent("b" + i % 30, key -> new ArrayList<>())
          .add(keep(held, last, "NESTED"));
    }
    held.put("far", far.payload);
    for (int i = 0; i < 200_000; i++) {
      far = new Chain(null, far);
    }
    for (int i = 0; i < 1_500; i++) {
      TENANTS.put(i, new Tenant());
    }
    TENANTS.get(777).orders.addAll(some());
    held.put("Tenant.orders", TENANTS.get(777).orders.get(1_000));
    for (int i = 0; i < TABLE.length; i++) {
      TABLE[i] = some().toArray();
      COPIED.add(keep(held, i == 77, "COPIED"));
    }
    held.put("TABLE", TABLE[50][1_234]);
    held.put("SET", SET.iterator().next());
    held.put("Owner.owned", OWNER.get().get().owned.get(1_500));
    return held;
  }

  private static Object keep(Map<String, Object> held, boolean wanted, String name) {
    Leaked leaked = new Leaked();
    if (wanted) {
      held.put(name, leaked);
    }
    return leaked;
  }
}

package dev.memorysystem.programs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Containers of all kinds that grow, held in all ways, beside some that do not. Several threads
 * fill them at the same time. Runs until its standard input ends.
 */
public final class GrowingContainers {
  private static final int THREADS = 3;

  static final Map<Object, Object> MAP = Collections.synchronizedMap(new HashMap<>());
  static final Map<Object, Object> CONCURRENT = new ConcurrentHashMap<>();
  static final Map<Object, Object> SORTED = Collections.synchronizedMap(new TreeMap<>());
  static final Map<Object, Object> SKIP_LIST = new ConcurrentSkipListMap<>();
  static final Map<Object, Object> WEAK_KEYS = Collections.synchronizedMap(new WeakHashMap<>());
  static final Set<Object> SET = ConcurrentHashMap.newKeySet();
  static final Queue<Object> QUEUE = new LinkedBlockingQueue<>();
  static final Queue<Object> LINKED_QUEUE = new ConcurrentLinkedQueue<>();
  static final ArrayDeque<Object> DEQUE = new ArrayDeque<>();
  static final PriorityQueue<Integer> PRIORITY = new PriorityQueue<>();
  static final List<Runnable> COPIED = new CopyOnWriteArrayList<>();
  static final Service SERVICE = new Service();
  static final Registry REGISTRY = new Registry();
  static final ThreadLocal<List<Object>> LOCAL = ThreadLocal.withInitial(ArrayList::new);
  static final ThreadLocal<List<Object>> OTHER_LOCAL = ThreadLocal.withInitial(ArrayList::new);
  static final Map<String, Tenant> TENANTS = new ConcurrentHashMap<>();
  static volatile Node chain = new Node(null, null);

  /** Filled before the first walk, and the same ever after. */
  static final List<Object> CONSTANT = new ArrayList<>();

  static final Map<Object, Object> BOUNDED =
      new LinkedHashMap<Object, Object>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
          return size() > 100;
        }
      };

  /** Its keys, so that they stay. */
  private static final List<Object> KEYS = new ArrayList<>();

  public static final class Element {
    final long[] payload = new long[4];
  }

  /** A singleton with state in private fields. */
  static final class Service {
    final List<Object> sessions = Collections.synchronizedList(new ArrayList<>());
    final List<Runnable> listeners = new ArrayList<>();
  }

  /** A collection that is none: an array and how many of its slots are taken. */
  static final class Registry {
    private Object[] entries = new Object[16];
    private int size;

    void add(Object entry) {
      if (size == entries.length) {
        entries = java.util.Arrays.copyOf(entries, 2 * size);
      }
      entries[size++] = entry;
    }
  }

  static final class Tenant {
    final List<Object> events = new ArrayList<>();
  }

  static final class Node {
    final Object payload;
    final Node next;

    Node(Object payload, Node next) {
      this.payload = payload;
      this.next = next;
    }
  }

  /** A loader with state of its own. */
  static final class PluginLoader extends ClassLoader {
    final List<Object> resources = new ArrayList<>();

    PluginLoader() {
      super(GrowingContainers.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.endsWith("$Plugin")) {
        return super.loadClass(name, resolve);
      }
      byte[] bytes = new byte[10_000];
      int length = 0;
      try (java.io.InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        for (int n = in.read(bytes, 0, bytes.length); n > 0; ) {
          length += n;
          n = in.read(bytes, length, bytes.length - length);
        }
      } catch (java.io.IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
      return defineClass(name, bytes, 0, length);
    }
  }

  /** Loaded by loaders of its own, with a static list that grows. */
  public static final class Plugin implements Runnable {
    static final List<Object> STATE = new ArrayList<>();

    @Override
    public void run() {
      STATE.add(new long[4]);
    }
  }

  /** A worker that keeps what it did. */
  static final class Worker extends Thread {
    final List<Object> done = new ArrayList<>();
    private final CountDownLatch begun;

    Worker(CountDownLatch begun) {
      this.begun = begun;
      setDaemon(true);
    }

    @Override
    public void run() {
      begun.countDown();
      while (true) {
        done.add(new Element());
        LOCAL.get().add(new Element());
        concurrent(new Element());
        pause();
      }
    }
  }

  public static void main(String[] args) throws Exception {
    StandardInput.exitAtEnd();
    for (int i = 0; i < 1_000; i++) {
      CONSTANT.add(new Element());
      TENANTS.put("tenant " + i % 50, new Tenant());
    }
    PluginLoader loader = new PluginLoader();
    Runnable plugin =
        (Runnable)
            loader
                .loadClass(GrowingContainers.class.getName() + "$Plugin")
                .getConstructor()
                .newInstance();
    CountDownLatch begun = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      new Worker(begun).start();
    }
    begun.await();
    for (int i = 0; ; i++) {
      Element element = new Element();
      MAP.put(i, element);
      SORTED.put(i, element);
      SKIP_LIST.put(i, element);
      KEYS.add(element);
      WEAK_KEYS.put(element, i);
      DEQUE.add(element);
      PRIORITY.add(i);
      REGISTRY.add(element);
      TENANTS.get("tenant 7").events.add(element);
      chain = new Node(element, chain);
      BOUNDED.put(i, element);
      loader.resources.add(element);
      OTHER_LOCAL.get().add(element);
      plugin.run();
      SERVICE.listeners.add(() -> element.payload[0]++);
      if (i % 16 == 0) {
        // copies itself each time
        COPIED.add(() -> element.payload[1]++);
      }
      if (i % 256 == 0) {
        // loaders come and go, while the walker may have their classes in hand
        new PluginLoader().loadClass(GrowingContainers.class.getName() + "$Plugin");
      }
      pause();
    }
  }

  private static void concurrent(Element element) {
    CONCURRENT.put(element, element);
    SET.add(element);
    QUEUE.add(element);
    LINKED_QUEUE.add(element);
    SERVICE.sessions.add(element);
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}

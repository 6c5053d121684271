package graphs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** An ordinary service with much in memory, that does not grow. */
final class Service {
  private static final int ORDERS = 5;

  /**
   * A customer's objects: itself, its name and the name's bytes, its list and the list's array, its
   * number, its entry in the map, and each order with a product's name and its bytes.
   */
  private static final int OBJECTS_PER_CUSTOMER = 7 + 3 * ORDERS;

  /** Threads; most of an ordinary service's wait. */
  private static final int WORKING = 2;

  private static final int WAITING = 60;

  /** Frames below a waiting thread's wait; as under a framework. */
  private static final int DEPTH = 40;

  private static final Map<Integer, Customer> CUSTOMERS = new HashMap<>();

  private record Order(String product, long cents) {}

  private static final class Customer {
    final String name;
    final List<Order> orders = new ArrayList<>(ORDERS);

    Customer(String name) {
      this.name = name;
    }
  }

  /**
   * @param objects live ones that it is to have
   */
  Service(int objects) {
    for (int i = 0; i < objects / OBJECTS_PER_CUSTOMER; i++) {
      Customer customer = new Customer("customer " + i);
      for (int order = 0; order < ORDERS; order++) {
        customer.orders.add(new Order("product " + (i + order), order));
      }
      CUSTOMERS.put(i, customer);
    }
  }

  void start() {
    for (int i = 0; i < WORKING; i++) {
      long seed = i;
      Program.daemon(() -> work(new SplittableRandom(seed))).start();
    }
    for (int i = 0; i < WAITING; i++) {
      Program.daemon(() -> waitBelow(DEPTH, new Object[] {"request"})).start();
    }
  }

  private static void waitBelow(int depth, Object request) {
    if (depth == 0) {
      Program.waitForEver();
    } else {
      Object wrapped = new Object[] {request};
      waitBelow(depth - 1, wrapped);
    }
  }

  /** Reads, makes garbage and replaces what it has: some thousand requests a second. */
  private static void work(SplittableRandom random) {
    while (true) {
      for (int i = 0; i < 5; i++) {
        Customer customer = CUSTOMERS.get(random.nextInt(Math.max(1, CUSTOMERS.size())));
        if (customer != null) {
          answer(customer, random);
        }
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  private static void answer(Customer customer, SplittableRandom random) {
    StringBuilder page = new StringBuilder(customer.name);
    for (Order order : customer.orders) {
      page.append(order.product).append(order.cents);
    }
    synchronized (customer) {
      customer.orders.set(
          random.nextInt(ORDERS), new Order("product " + page.length(), page.length()));
    }
  }
}

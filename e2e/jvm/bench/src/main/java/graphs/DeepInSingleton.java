package graphs;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Nine fields below a static one. */
final class DeepInSingleton implements Graph {
  private static final DeepInSingleton INSTANCE = new DeepInSingleton();

  private final Container container = new Container();

  private static final class Container {
    final Map<String, Object> beans = new HashMap<>(Map.of("service", new Service()));
  }

  private static final class Service {
    final AtomicReference<Repository> repository = new AtomicReference<>(new Repository());
  }

  private static final class Repository {
    final Optional<Manager> manager = Optional.of(new Manager());
  }

  private static final class Manager {
    final Object[] context = {null, new Context()};
  }

  private static final class Context {
    final Map<Integer, Leaked> managed = new HashMap<>();
  }

  @Override
  public void leak() {
    var service = (Service) Objects.requireNonNull(INSTANCE.container.beans.get("service"));
    var repository = Objects.requireNonNull(service.repository.get());
    var context = (Context) repository.manager.orElseThrow().context[1];
    context.managed.put(context.managed.size(), new Leaked());
  }
}

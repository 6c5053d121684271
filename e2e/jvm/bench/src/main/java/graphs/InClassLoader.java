package graphs;

import java.util.ArrayList;
import java.util.List;

/** A field of a class loader that is never let go. */
final class InClassLoader implements Graph {
  private static final List<Class<?>> DEPLOYED = new ArrayList<>();
  private final PluginLoader loader = new PluginLoader();

  InClassLoader() {
    DEPLOYED.add(loader.plugin());
  }

  @Override
  public void leak() {
    loader.resources.add(new Leaked());
  }
}

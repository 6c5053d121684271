package graphs;

/** A static field of a class that some other loader has defined. */
final class InPlugin implements Graph {
  private final Graph plugin;

  InPlugin() throws ReflectiveOperationException {
    plugin = new PluginLoader().plugin().getConstructor().newInstance();
  }

  @Override
  public void leak() {
    plugin.leak();
  }
}

package graphs;

/** Each scope lies within the one before, by the reference that the compiler adds. */
final class InInnerClasses implements Graph {
  private static final class Scope {
    final Leaked variables = new Leaked();

    class Inner {
      Scope open() {
        Scope opened = new Scope();
        opened.outer = this;
        return opened;
      }

      Leaked around() {
        return variables;
      }
    }

    Inner outer = new Inner();
  }

  private static Scope current = new Scope();

  @Override
  public void leak() {
    current = current.new Inner().open();
  }
}

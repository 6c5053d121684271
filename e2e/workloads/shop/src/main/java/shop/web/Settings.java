package shop.web;

/** Numbers taken from the environment, each with a default. */
public final class Settings {
  private Settings() {}

  /**
   * The whole number in the environment variable {@code name}, or {@code otherwise} when it is not
   * set.
   *
   * @throws IllegalArgumentException when the variable is set and is not a whole number of 0 or
   *     more
   */
  public static int number(String name, int otherwise) {
    String text = System.getenv(name);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    if (!text.strip().matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          name + "=" + text + ": set it to a whole number from 0 to 999999999, or unset it");
    }
    return Integer.parseInt(text.strip());
  }
}

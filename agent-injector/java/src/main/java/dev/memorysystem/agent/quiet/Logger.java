package dev.memorysystem.agent.quiet;

import org.jspecify.annotations.Nullable;

/**
 * A logger that is never loggable, with the methods of java.util.logging.Logger that are called.
 */
public final class Logger {
  private static final Logger INSTANCE = new Logger();

  private Logger() {}

  public static Logger getLogger(String name) {
    return INSTANCE;
  }

  public String getName() {
    return "";
  }

  public boolean isLoggable(Level level) {
    return false;
  }

  public void log(Level level, @Nullable String message) {}

  public void log(Level level, @Nullable String message, @Nullable Object parameter) {}

  public void log(Level level, @Nullable String message, Object @Nullable [] parameters) {}

  public void log(Level level, @Nullable String message, @Nullable Throwable thrown) {}

  public void severe(@Nullable String message) {}

  public void warning(@Nullable String message) {}

  public void info(@Nullable String message) {}

  public void config(@Nullable String message) {}

  public void fine(@Nullable String message) {}

  public void finer(@Nullable String message) {}

  public void finest(@Nullable String message) {}
}

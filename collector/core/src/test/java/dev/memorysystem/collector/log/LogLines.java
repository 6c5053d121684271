package dev.memorysystem.collector.log;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs while this is open. */
public final class LogLines extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public LogLines(Class<?> of) {
    logger = Logger.getLogger(of.getName());
    logger.addHandler(this);
  }

  public List<String> errors() {
    return errors;
  }

  /** Level and text of each. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord record) {
    String text =
        record.getParameters() == null
            ? record.getMessage()
            : MessageFormat.format(record.getMessage(), record.getParameters());
    lines.add(record.getLevel() + " " + text);
    if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
      errors.add(text);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
